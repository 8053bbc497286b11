import { useTitle } from "../../app/useTitle";

export function Keys() {
  useTitle("Keys");
  return <h1>Keys</h1>;
}
