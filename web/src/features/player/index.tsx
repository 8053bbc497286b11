export { PlayerView } from "./PlayerView";
export { type LoudnessHistory } from "./LoudnessLine";
export { headers, madeHere, openSource, soundToMeasure, useEachFrame, usePlayer, type TrackSpec } from "./usePlayer";
