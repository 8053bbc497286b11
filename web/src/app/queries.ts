import { QueryClient } from "@tanstack/react-query";

import { asProblem } from "../api/problem";

const RETRY_MS_MAX = 10_000;
const RETRIES_MAX = 4;

/** Questions are asked again while the service is away; what was refused stays refused. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      retry: (count, error) => asProblem(error).passes && count < RETRIES_MAX,
      retryDelay: (count) => Math.min(500 * 2 ** count, RETRY_MS_MAX),
      // Whether there is a network says nothing about a service on this very machine.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
