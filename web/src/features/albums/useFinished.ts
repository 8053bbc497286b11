import { useInfiniteQuery } from "@tanstack/react-query";

import { api, body } from "../../api/client";

const PAGE = 50;

/** Songs that are done, the newest first: what an album can be made of. */
export function useFinished(words: string) {
  return useInfiniteQuery({
    queryKey: ["jobs", "finished", words],
    queryFn: ({ pageParam }) => body(api.GET("/v1/jobs", { params: { query: { limit: PAGE, cursor: pageParam, kind: "mix,master,render", status: "complete" } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
