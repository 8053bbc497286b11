export { beside } from "./beside";
export { integrated_lufs } from "./loudness";
export { Player, type Track } from "./player";
export { httpReader, WavSource } from "./source";
