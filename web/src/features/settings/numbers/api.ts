import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import type { Narrow } from "@/api/narrow";
import type { Week } from "@/features/business";

export type PhoneNumber = Narrow<schema.PhoneNumberOut, { hours: Week }>;
export type NumberCatalogue = schema.NumberCatalogueOut;
type NumberPage = Omit<schema.PhoneNumberList, "items"> & { items: PhoneNumber[] };
export interface NumberChange {
  label: string;
  answers: PhoneNumber["answers"];
  hours: Week;
  fallback: string;
}

/** Every key begins with "number", as the live updates name it. */
export const numbersQuery = infiniteQueryOptions({
  queryKey: ["number", "list"],
  queryFn: ({ pageParam, signal }) => api.get<NumberPage>("/phone-numbers", { query: { cursor: pageParam, limit: 50 }, signal }),
  initialPageParam: "",
  getNextPageParam: (last) => last.next_cursor ?? undefined,
  placeholderData: keepPreviousData,
  // While a platform is being asked it is looked at again, also where no live updates come.
  refetchInterval: ({ state }) => (state.data?.pages[0]?.catalogues.some(({ refreshing }) => refreshing) ? 3000 : false),
});

export const numberQuery = (id: string) => queryOptions({ queryKey: ["number", "one", id], queryFn: ({ signal }) => api.get<PhoneNumber>(`/phone-numbers/${id}`, { signal }) });

function useRefreshed() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["number"] });
}

export function useAskPlatforms() {
  return useMutation({ mutationFn: () => api.post<NumberPage>("/phone-numbers/refresh"), onSuccess: useRefreshed() });
}

export function useChangeNumber(id: string) {
  return useMutation({
    mutationFn: ({ revision, ...change }: NumberChange & { revision: number }) => api.patch<PhoneNumber>(`/phone-numbers/${id}`, change, { ifMatch: `"${revision}"` }),
    onSuccess: useRefreshed(),
  });
}

export function useBindNumber(id: string) {
  return useMutation({ mutationFn: (agent: string | null) => api.put<PhoneNumber>(`/phone-numbers/${id}/agent`, { agent_id: agent }), onSuccess: useRefreshed() });
}

/** The call that it makes is in the list of calls within a second. */
export function useRingNumber(id: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => api.post<schema.NumberRung>(`/phone-numbers/${id}/ring`), onSuccess: () => client.invalidateQueries({ queryKey: ["calls"] }) });
}
