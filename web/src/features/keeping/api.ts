import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

/** What becomes a template: an agent, one of its flows, a prompt or a tool. */
export type Kept = { holds: "agent"; agent_id: string } | { holds: "flow"; agent_id: string; flow_id: string } | { holds: "prompt"; prompt_id: string } | { holds: "tool"; tool_id: string };

export const savedTemplatesQuery = queryOptions({
  queryKey: ["templates", "saved"],
  queryFn: async ({ signal }) => (await api.get<schema.SavedTemplateList>("/saved-templates", { signal })).items,
});

/** Keeps a draft as a template: a new one, or with `id` that one's next version. */
export function useSaveTemplate(kept: Kept) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, title, summary }: { id: string | undefined; title: string; summary: string }) => {
      const body = { ...kept, holds: undefined, title, summary };
      return id ? api.put<schema.SavedTemplateOut>(`/saved-templates/${id}`, body) : api.post<schema.SavedTemplateOut>("/saved-templates", body);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["templates", "saved"] }),
  });
}
