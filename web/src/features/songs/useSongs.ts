import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

import { api, body } from "../../api/client";
import { hasEnded } from "../../api/events";
import type { Job } from "../../api/jobs";

const PAGE = 50;
/** All but previews, which belong to a song, and albums, which have a page of their own. */
const SONGS = "mix,master,render,analyze";
const LIVE_MS = 3000;

export interface Wanted {
  /** Words of projects, titles and stems. */
  q?: string;
  status?: Job["status"];
  kind?: string;
}

/** Pages of jobs, the newest first; searched by the service, so that what was never loaded is found too. */
export function useSongs({ q, status, kind = SONGS }: Wanted) {
  return useInfiniteQuery({
    queryKey: ["jobs", kind, q, status],
    queryFn: ({ pageParam }) => body(api.GET("/v1/jobs", { params: { query: { limit: PAGE, cursor: pageParam, kind, q, status } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      const isLive = state.data?.pages.some((page) => page.jobs.some((job) => !hasEnded(job.status)));
      return isLive ? LIVE_MS : false;
    },
  });
}
