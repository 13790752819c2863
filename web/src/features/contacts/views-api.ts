import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { storage } from "@/lib/storage";
import type { TableView } from "@/ui/data-table";
import type { ContactFilter } from "./api";

export type SavedView = schema.ContactViewOut;
export interface ViewFields {
  name?: string;
  filter?: Record<string, unknown>;
  sort?: string;
  columns?: string[];
  shared?: boolean;
}

export const viewsQuery = queryOptions({ queryKey: ["contact-views"], queryFn: async ({ signal }) => (await api.get<{ items: SavedView[] }>("/contact-views", { signal })).items });

// Where the table remembers which columns are shown.
const COLUMNS = "columns.contacts";
const ALL = ["phone", "stage", "email", "tags", "owner", "active", "created"];

/** What the list shows now, as a view keeps it. */
export function fieldsOf({ sort, do_not_call, ...filter }: ContactFilter): ViewFields {
  const shown = storage.readJson<Record<string, boolean>>(COLUMNS, {});
  const told = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  return { filter: { ...told, ...(do_not_call ? { do_not_call: do_not_call === "true" } : {}) }, sort: sort ?? "-created_at", columns: ALL.filter((id) => shown[id] !== false) };
}

/** The address of a view; its columns are laid out on the way. */
export function openView({ filter, sort, columns }: SavedView): TableView {
  if (columns.length > 0) storage.writeJson(COLUMNS, Object.fromEntries(ALL.map((id) => [id, columns.includes(id)])));
  const { do_not_call, ...rest } = filter;
  const told = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== "" && value !== null)) as TableView;
  return { ...told, ...(typeof do_not_call === "boolean" ? { do_not_call: String(do_not_call) } : {}), ...(sort === "-created_at" ? {} : { sort }) };
}

const useRefresh = () => {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: viewsQuery.queryKey });
};

export function useCreateView() {
  return useMutation({ mutationFn: (fields: ViewFields) => api.post<SavedView>("/contact-views", fields), onSuccess: useRefresh() });
}

export function useChangeView() {
  return useMutation({ mutationFn: ({ id, ...fields }: ViewFields & { id: string }) => api.patch<SavedView>(`/contact-views/${id}`, fields), onSuccess: useRefresh() });
}

export function useDeleteView() {
  return useMutation({ mutationFn: (id: string) => api.delete<unknown>(`/contact-views/${id}`), onSuccess: useRefresh() });
}
