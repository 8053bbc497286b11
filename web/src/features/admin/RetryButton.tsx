import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { Button } from "../../parts/Button";
import { toast } from "../../parts/Toast";
import { STATUS } from "./Admin";

export function RetryButton({ id }: { id: string }) {
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => body(api.POST("/v1/jobs/{id}/retry", { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: STATUS }),
    onError: (error) => toast(asProblem(error).detail || asProblem(error).title),
  });
  return <Button busy={retry.isPending} aria-label={`Try ${id.slice(-12)} again`} onClick={() => retry.mutate()}>Try again</Button>;
}
