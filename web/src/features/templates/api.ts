import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type TemplateSummary = schema.TemplateSummary;
/** `steps`: what the agent does, in the words of its flows. */
export type Template = schema.TemplateOut;
export const PURPOSES = ["inbound", "support", "appointment_follow_up", "outbound_marketing", "custom"] as const;
export type Purpose = (typeof PURPOSES)[number];

export const templatesQuery = queryOptions({ queryKey: ["templates", "all"], queryFn: async ({ signal }) => (await api.get<{ items: TemplateSummary[] }>("/templates", { signal })).items });

export const templateQuery = (key: string, language: string) =>
  queryOptions({ queryKey: ["templates", "one", key, language], queryFn: ({ signal }) => api.get<Template>(`/templates/${key}`, { query: { language }, signal }) });

export const industryNamesQuery = queryOptions({
  queryKey: ["templates", "industries"],
  queryFn: async ({ signal }) => (await api.get<schema.IndustryList>("/industries", { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});

export interface Making {
  template: TemplateSummary;
  /** The first one is the main one. */
  languages: string[];
  samples: boolean;
}

/** An agent from a template; with `samples`, what the business has not written yet is filled in first. */
export function useAgentFromTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ template, languages, samples }: Making) => {
      if (samples) await api.post(`/templates/${template.key}/samples`, { language: languages[0] });
      return api.post<{ id: string }>("/agents", { name: template.agent_name, purpose: template.purpose, kind: template.kind, languages, template: template.key });
    },
    onSuccess: (_made, { samples }) => Promise.all([client.invalidateQueries({ queryKey: ["agents"] }), ...(samples ? [client.invalidateQueries({ queryKey: ["business"] }), client.invalidateQueries({ queryKey: ["knowledge"] })] : [])]),
  });
}
