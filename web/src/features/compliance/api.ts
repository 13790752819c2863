import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page, type Tagged } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import type { Narrow } from "@/api/narrow";
import type { Week } from "@/features/business";

export type Rules = Narrow<schema.RulesOut, { hours: Week | null }>;
export type RulesPatch = Partial<Omit<Rules, "own_country" | "revision" | "can">>;
export type Pack = schema.PackOut;
export type PackRule = schema.RuleOut;
export type Suppression = schema.SuppressionOut;
export type NumbersFile = schema.RegisterImportOut;

export const rulesQuery = queryOptions({ queryKey: ["compliance", "rules"], queryFn: ({ signal }): Promise<Tagged<Rules>> => api.getTagged<Rules>("/contact-rules", { signal }) });

/** Worded by the server in the reader's language. */
export const packsQuery = (language: string) => queryOptions({ queryKey: ["compliance", "packs", language], queryFn: ({ signal }) => api.get<schema.PackList>("/contact-rules/packs", { signal }) });

export const suppressionsQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ["compliance", "suppressions", search],
    queryFn: ({ pageParam, signal }) => api.get<Page<Suppression>>("/suppressions", { query: { search, cursor: pageParam, limit: 20 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

const running = ({ status }: NumbersFile) => status === "waiting" || status === "running";

export const filesQuery = queryOptions({
  queryKey: ["compliance", "files"],
  queryFn: async ({ signal }) => (await api.get<{ items: NumbersFile[] }>("/register-imports", { signal })).items,
  // While a file is read its progress moves.
  refetchInterval: ({ state }) => (state.data?.some(running) ? 1500 : false),
});

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["compliance"] });
}

export function useChangeRules() {
  return useMutation({ mutationFn: ({ etag, ...change }: RulesPatch & { etag: string | undefined }) => api.patch<Rules>("/contact-rules", change, { ifMatch: etag }), onSuccess: useRefresh() });
}

export function useConfirmRule() {
  return useMutation({
    mutationFn: ({ key, note }: { key: string; note: string | undefined }) => (note === undefined ? api.delete<unknown>(`/contact-rules/confirmations/${key}`) : api.put<unknown>(`/contact-rules/confirmations/${key}`, { note })),
    onSuccess: useRefresh(),
  });
}

export function useSuppress() {
  return useMutation({ mutationFn: (entry: { number: string; reason: string }) => api.post<Suppression>("/suppressions", entry), onSuccess: useRefresh() });
}

export function useLift() {
  return useMutation({ mutationFn: ({ id, reason }: { id: string; reason: string }) => api.post<Suppression>(`/suppressions/${id}/lift`, { lifted_reason: reason }), onSuccess: useRefresh() });
}

export function useTakeIn() {
  return useMutation({
    mutationFn: ({ file, kind, part }: { file: File; kind: string; part: string }) => {
      const body = new FormData();
      body.set("file", file);
      body.set("kind", kind);
      body.set("part", part);
      return api.post<NumbersFile>("/register-imports", body);
    },
    onSuccess: useRefresh(),
  });
}

export function useForgetFile() {
  return useMutation({ mutationFn: (id: string) => api.delete<unknown>(`/register-imports/${id}`), onSuccess: useRefresh() });
}
