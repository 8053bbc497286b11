export { Journey } from "./Journey";
