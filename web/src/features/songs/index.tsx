export { Songs } from "./Songs";
