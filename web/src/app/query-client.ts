import { type InvalidateOptions, type InvalidateQueryFilters, MutationCache, type Query, QueryCache, QueryClient, type QueryClientConfig, type QueryKey } from "@tanstack/react-query";
import { ApiError } from "@/api/errors";

/** Somebody's session ended while pages were open: every later answer would be the same refusal. */
const signedOut = new EventTarget();
export const onSignedOut = (listener: () => void): void => signedOut.addEventListener("signed-out", listener);

const onError = (error: unknown): void => {
  if (error instanceof ApiError && error.isUnauthenticated) signedOut.dispatchEvent(new Event("signed-out"));
};

/**
 * Never takes an older answer for a fresh one, as the library does twice. The first answer to a question runs on when
 * what it asks about changes meanwhile: here it is shown, and asked for again. And what a change answered is written
 * over by an answer that was on its way before: here that one is dropped, and asked for again.
 */
export class ReaskingQueryClient extends QueryClient {
  readonly #reasking = new WeakSet<Query>();

  constructor(config?: QueryClientConfig) {
    super(config);
    this.getQueryCache().subscribe((event) => {
      // What was put there by hand while the question is on its way.
      if (event.type !== "updated" || event.action.type !== "success" || !event.action.manual || event.query.state.fetchStatus !== "fetching") return;
      void super.invalidateQueries({ predicate: (one) => one === event.query });
    });
  }

  override invalidateQueries<Key extends QueryKey = QueryKey>(filters?: InvalidateQueryFilters<Key>, options?: InvalidateOptions): Promise<void> {
    for (const query of this.getQueryCache().findAll(filters)) {
      if (query.state.data !== undefined || query.state.fetchStatus === "idle" || this.#reasking.has(query)) continue;
      this.#reasking.add(query);
      const settled = () => void this.#reasking.delete(query);
      const again = () => super.invalidateQueries({ predicate: (one) => one === query, refetchType: filters?.refetchType });
      void query.promise?.finally(settled).then(again, () => undefined);
    }
    return super.invalidateQueries(filters, options);
  }
}

export const queryClient = new ReaskingQueryClient({
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
