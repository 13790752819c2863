import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type SavedTemplate = schema.SavedTemplateOut;

export const savedTemplatesQuery = queryOptions({ queryKey: ["templates", "saved"], queryFn: async ({ signal }) => (await api.get<schema.SavedTemplateList>("/saved-templates", { signal })).items });

export const savedTemplateQuery = (id: string) => queryOptions({ queryKey: ["templates", "saved", id], queryFn: ({ signal }) => api.get<schema.SavedTemplateDetail>(`/saved-templates/${id}`, { signal }) });

export function useAgentFromSaved() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) => api.post<schema.MadeAgentOut>(`/saved-templates/${id}/agents`, { name }),
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: ["agents"] }), client.invalidateQueries({ queryKey: ["templates", "saved"] })]),
  });
}

export function useDeleteSaved() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/saved-templates/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["templates", "saved"], exact: true }),
  });
}
