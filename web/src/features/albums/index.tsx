export { Albums } from "./Albums";
export { Compose } from "./Compose";
