import { useTitle } from "../../app/useTitle";

export function Songs() {
  useTitle("Songs");
  return <h1>Songs</h1>;
}
