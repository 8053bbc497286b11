import { useTitle } from "../../app/useTitle";

export function Journey({ analysisId }: { analysisId?: string }) {
  useTitle("New song");
  return <h1>{analysisId ?? "Drop your stems"}</h1>;
}
