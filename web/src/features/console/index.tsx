export { ConsolePage } from "./ConsolePage";
