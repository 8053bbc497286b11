import { useTitle } from "../../app/useTitle";

export function UsagePage() {
  useTitle("UsagePage");
  return <h1>UsagePage</h1>;
}
