export { PlayerView } from "./PlayerView";
export { openSource, usePlayer, type TrackSpec } from "./usePlayer";
