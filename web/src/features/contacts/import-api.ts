import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page, withQuery } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { activeOrganization } from "@/api/organization";

export type Import = schema.ContactImportOut;
export type Column = schema.ColumnOut;
export type Target = Column["target"];
export type Agreed = Required<Import["consent"]>;
export type ImportChange = Partial<Pick<Import, "has_header" | "mode" | "source" | "sheet">> & { mapping?: Target[]; consent?: Agreed };
export type PreviewRow = schema.PreviewRow;

export const LARGEST_FILE = 25 * 1024 * 1024;
const POLL = 1_500;
const UNDER_WAY = new Set<Import["status"]>(["waiting", "running", "undoing"]);
export const isUnderWay = ({ status }: Import) => UNDER_WAY.has(status);

/** Every key begins with "contact-imports", so that "contact_import.changed" refreshes whatever shows one. */
export const importsQuery = infiniteQueryOptions({
  queryKey: ["contact-imports", "list"],
  queryFn: ({ pageParam, signal }) => api.get<Page<Import>>("/contact-imports", { query: { cursor: pageParam, limit: 10 }, signal }),
  initialPageParam: "",
  getNextPageParam: (last) => last.next_cursor ?? undefined,
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["contact-imports", id],
    queryFn: ({ signal }) => api.get<Import>(`/contact-imports/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? POLL : false),
  });

/** Read anew whenever something about the draft changes. */
export const previewQuery = (one: Import) =>
  queryOptions({
    queryKey: ["contact-imports", one.id, "preview", one.columns.map(({ target }) => target).join(), one.has_header, one.mode, one.sheet, one.consent.given_on],
    queryFn: async ({ signal }) => (await api.get<{ items: PreviewRow[] }>(`/contact-imports/${one.id}/preview`, { signal })).items,
    placeholderData: keepPreviousData,
  });

export const refusedAddress = (id: string): string => withQuery(`/api/v1/contact-imports/${id}/refused`, { organization: activeOrganization.get() });

function useKeep() {
  const client = useQueryClient();
  return (one: Import) => {
    client.setQueryData(importQuery(one.id).queryKey, one);
    void client.invalidateQueries({ queryKey: importsQuery.queryKey });
  };
}

export function useUploadImport() {
  return useMutation({
    mutationFn: (file: File) => {
      const body = new FormData();
      body.append("file", file);
      return api.post<Import>("/contact-imports", body);
    },
    onSuccess: useKeep(),
  });
}

export function useChangeImport(id: string) {
  return useMutation({ mutationFn: (change: ImportChange) => api.patch<Import>(`/contact-imports/${id}`, change), onSuccess: useKeep() });
}

export function useImportStep(id: string) {
  return useMutation({ mutationFn: (step: "start" | "undo") => api.post<Import>(`/contact-imports/${id}/${step}`), onSuccess: useKeep() });
}

export function useDiscardImport(id: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => api.delete<unknown>(`/contact-imports/${id}`), onSuccess: () => client.invalidateQueries({ queryKey: importsQuery.queryKey }) });
}
