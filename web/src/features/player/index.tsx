export { PlayerView } from "./PlayerView";
export { headers, openSource, useEachFrame, usePlayer, type TrackSpec } from "./usePlayer";
