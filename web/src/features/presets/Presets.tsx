import { useTitle } from "../../app/useTitle";

export function Presets() {
  useTitle("Presets");
  return <h1>Presets</h1>;
}
