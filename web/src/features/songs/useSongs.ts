import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";

import { api, body } from "../../api/client";
import { hasEnded } from "../../api/events";

const PAGE = 100;
/** All but previews, which belong to a song. */
const KINDS = "mix,master,render,analyze";
/** A search looks this far back by itself. */
const SEARCH_PAGES_MAX = 20;
const LIVE_MS = 3000;

/** Pages of jobs; a search fetches on, since the service knows no words. */
export function useSongs(isSearching: boolean) {
  const query = useInfiniteQuery({
    queryKey: ["jobs"],
    queryFn: ({ pageParam }) => body(api.GET("/v1/jobs", { params: { query: { limit: PAGE, cursor: pageParam, kind: KINDS } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state }) => {
      const isLive = state.data?.pages.some((page) => page.jobs.some((job) => !hasEnded(job.status)));
      return isLive ? LIVE_MS : false;
    },
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage, data } = query;
  const isFar = (data?.pages.length ?? 0) >= SEARCH_PAGES_MAX;
  useEffect(() => {
    if (isSearching && hasNextPage && !isFetchingNextPage && !isFar) void fetchNextPage();
  }, [isSearching, hasNextPage, isFetchingNextPage, isFar, fetchNextPage]);
  return query;
}
