import { queryOptions } from "@tanstack/react-query";
import { api, type Page } from "@/api/client";
import type { PromptOut, PromptSummary, PromptVersionOut } from "@/api/generated/schema";

/** The prompts that a step can take its task from: those that have a version. */
export const libraryQuery = queryOptions({
  queryKey: ["prompt", "library"],
  queryFn: async ({ signal }) => (await api.get<Page<PromptSummary>>("/prompts", { query: { limit: 100 }, signal })).items.filter(({ last_number }) => last_number !== null),
});

export const linkedPromptQuery = (id: string) => queryOptions({ queryKey: ["prompt", id, "link"], queryFn: ({ signal }) => api.get<PromptOut>(`/prompts/${id}`, { signal }) });

export const promptTextQuery = (id: string, number: number) =>
  queryOptions({ queryKey: ["prompt", id, "text", number], queryFn: ({ signal }) => api.get<PromptVersionOut>(`/prompts/${id}/versions/${number}`, { signal }), staleTime: Number.POSITIVE_INFINITY });
