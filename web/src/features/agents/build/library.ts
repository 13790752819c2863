import { queryOptions } from "@tanstack/react-query";
import { api, type Page } from "@/api/client";
import type { PromptOut, PromptSummary, PromptVersionOut } from "@/api/generated/schema";

/** The prompts that a step can take its task from: those that have a version. */
export const libraryQuery = (search: string) =>
  queryOptions({
    queryKey: ["prompt", "library", search],
    queryFn: async ({ signal }) => (await api.get<Page<PromptSummary>>("/prompts", { query: { search, limit: 50 }, signal })).items.filter(({ last_number }) => last_number !== null),
  });

export const linkedPromptQuery = (id: string) => queryOptions({ queryKey: ["prompt", id, "link"], queryFn: ({ signal }) => api.get<PromptOut>(`/prompts/${id}`, { signal }) });

export const promptTextQuery = (id: string, number: number) =>
  queryOptions({ queryKey: ["prompt", id, "text", number], queryFn: ({ signal }) => api.get<PromptVersionOut>(`/prompts/${id}/versions/${number}`, { signal }), staleTime: Number.POSITIVE_INFINITY });

/** What a step's own text needs to stand in the library: its variables, but not what every conversation knows anyway. */
export const declared = (text: string): string[] => {
  const found = [...text.matchAll(/\{\{-?\s*([^{}>#|]*?)\s*(?:\|[^{}]*)?-?\}\}/g)].map((match) => match[1] ?? "");
  return [...new Set(found)].filter((name) => /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}\p{N}_]+){0,3}$/u.test(name) && !/^(contact|visitor|page|business)\./.test(name));
};

export const LIBRARY_LANGUAGES = ["es", "en", "pt"];

/** Makes a prompt of a text and its first version; one that was made already is only published. */
export async function keepInLibrary(made: string | undefined, kept: { title: string; name: string; text: string; language: string }, onMade: (id: string) => void): Promise<PromptVersionOut & { id: string }> {
  let id = made;
  if (!id) {
    const variables = declared(kept.text).map((name) => ({ name, kind: "text", sample: "", description: "" }));
    ({ id } = await api.post<PromptOut>("/prompts", { title: kept.title, name: kept.name, tags: [], content: { text: kept.text, language: kept.language, variables } }));
    onMade(id);
  }
  return { ...(await api.post<PromptVersionOut>(`/prompts/${id}/publish`, { note: "", labels: [LABEL] })), id };
}

/** What a step follows that was just put into the library. */
export const LABEL = "production";
