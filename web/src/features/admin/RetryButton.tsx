import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import { Button } from "../../parts/Button";
import { toast } from "../../parts/Toast";
import { STATUS } from "./Admin";

interface RetryButtonProps {
  id: string;
  title: string;
  /** Quiet where it will hardly do better. */
  look: "plain" | "quiet";
}

export function RetryButton({ id, title, look }: RetryButtonProps) {
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => body(api.POST("/v1/jobs/{id}/retry", { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: STATUS }),
    onError: (error) => toast(asProblem(error).detail || asProblem(error).title),
  });
  return <Button look={look} busy={retry.isPending} aria-label={`Try ${title} again`} onClick={() => retry.mutate()}>Try again</Button>;
}
