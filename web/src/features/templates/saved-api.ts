import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type SavedTemplate = schema.SavedTemplateOut;

export const savedTemplatesQuery = queryOptions({ queryKey: ["templates", "saved"], queryFn: async ({ signal }) => (await api.get<schema.SavedTemplateList>("/saved-templates", { signal })).items });

export const savedTemplateQuery = (id: string) => queryOptions({ queryKey: ["templates", "saved", id], queryFn: ({ signal }) => api.get<schema.SavedTemplateDetail>(`/saved-templates/${id}`, { signal }) });

export const agentNamesQuery = (search: string) =>
  queryOptions({ queryKey: ["agents", "names", search], queryFn: async ({ signal }) => (await api.get<{ items: { id: string; name: string }[] }>("/agents", { query: { sort: "name", search, limit: 20 }, signal })).items });

const LISTS = { agents: "agents", flows: "agents", prompts: "prompts", tools: "tools" } as const;

/** Makes something of a template; what it made is of the kind that was asked for. */
export function useFromSaved(id: string) {
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: ({ what, body }: { what: keyof typeof LISTS; body: Record<string, string> }) => api.post<unknown>(`/saved-templates/${id}/${what}`, body),
    onSuccess: (_made, { what }) => Promise.all([client.invalidateQueries({ queryKey: [LISTS[what]] }), client.invalidateQueries({ queryKey: ["templates", "saved"] })]),
  });
  return { mutateAsync: async <T,>(wanted: { what: keyof typeof LISTS; body: Record<string, string> }) => (await make.mutateAsync(wanted)) as T };
}

export function useDeleteSaved() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/saved-templates/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["templates", "saved"], exact: true }),
  });
}
