import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/api/errors";

/** Somebody's session ended while pages were open: every later answer would be the same refusal. */
const signedOut = new EventTarget();
export const onSignedOut = (listener: () => void): void => signedOut.addEventListener("signed-out", listener);

const onError = (error: unknown): void => {
  if (error instanceof ApiError && error.isUnauthenticated) signedOut.dispatchEvent(new Event("signed-out"));
};

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // Also asked without a network: "no connection" with a way to try again says more than an endless skeleton.
      networkMode: "always",
      retry: (failures, error) => failures < 2 && error instanceof ApiError && (error.isConnection || error.status >= 500),
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4_000),
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false, networkMode: "always" },
  },
});

/** Forgets what was read for one organization; who is signed in stays known. */
export async function forgetOrganizationData(): Promise<void> {
  const bound = { predicate: (query: { queryKey: readonly unknown[] }) => query.queryKey[0] !== "session" };
  await queryClient.cancelQueries(bound);
  queryClient.removeQueries(bound);
}
