import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type TemplateSummary = schema.TemplateSummary;
/** `steps`: what the agent does, in the words of its flows. */
export type Template = schema.TemplateOut;

export const templatesQuery = queryOptions({ queryKey: ["templates", "all"], queryFn: async ({ signal }) => (await api.get<{ items: TemplateSummary[] }>("/templates", { signal })).items });

export const templateQuery = (key: string, language: string) =>
  queryOptions({ queryKey: ["templates", "one", key, language], queryFn: ({ signal }) => api.get<Template>(`/templates/${key}`, { query: { language }, signal }) });

export const industryNamesQuery = queryOptions({
  queryKey: ["templates", "industries"],
  queryFn: async ({ signal }) => (await api.get<schema.IndustryList>("/industries", { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});

export function useAgentFromTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ template, language }: { template: TemplateSummary; language: string }) =>
      api.post<{ id: string }>("/agents", { name: template.agent_name, purpose: template.purpose, languages: [language], template: template.key }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["agents"] }),
  });
}
