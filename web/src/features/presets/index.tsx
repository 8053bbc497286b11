export { Presets } from "./Presets";
