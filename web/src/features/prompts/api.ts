import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page, type Tagged } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { pagesQuery } from "@/api/pages";
import { SPOKEN } from "@/lib/spoken";
import type { Content } from "@/features/prompt-text";
import { storage } from "@/lib/storage";

export { type Content, lookQuery, previewQuery, type Variable } from "@/features/prompt-text";
export type Prompt = schema.PromptOut;
export type PromptSummary = schema.PromptSummary;
export type Version = schema.PromptVersionOut;
export type Template = schema.PromptTemplateOut;
export type Diff = schema.PromptDiff;
export type Use = schema.PromptUseOut;
export type Case = schema.PromptCaseOut;
export type Trial = schema.PromptTrialOut;
export type Answer = schema.PromptAnswerOut;
export type Model = schema.PromptModel;
export type Language = Content["language"];

export const LANGUAGES = SPOKEN;
/** The labels that every prompt is offered; others can be written. */
export const LABELS = ["production", "staging"];

export const contentOf = (one: { content: schema.PromptContent }): Content => one.content as Content;

/** Every key begins with "prompt", so that one change refreshes whatever shows one. */
export const promptsQuery = (view: { search?: string | undefined; tag?: string | undefined }) =>
  infiniteQueryOptions({
    queryKey: ["prompt", "list", view],
    queryFn: ({ pageParam, signal }) => api.get<Page<PromptSummary>>("/prompts", { query: { ...view, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

const MOST_PAGES = 10;

/** What another prompt can be put in by, for completing while one types: all of a large library. */
export const namesQuery = queryOptions({
  queryKey: ["prompt", "names"],
  queryFn: async ({ signal }) => {
    const found: PromptSummary[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const { items, next_cursor } = await api.get<Page<PromptSummary>>("/prompts", { query: { limit: 100, cursor }, signal });
      found.push(...items);
      if (!next_cursor) break;
      cursor = next_cursor;
    }
    return found;
  },
  staleTime: 60_000,
});

export const tagsQuery = queryOptions({ queryKey: ["prompt", "tags"], queryFn: async ({ signal }) => (await api.get<{ items: string[] }>("/prompts/tags", { signal })).items });

export const templatesQuery = (language: string) =>
  queryOptions({ queryKey: ["prompt", "templates", language], queryFn: async ({ signal }) => (await api.get<{ items: Template[] }>("/prompts/templates", { query: { language }, signal })).items, staleTime: Number.POSITIVE_INFINITY });

export const industriesQuery = queryOptions({
  queryKey: ["industries"],
  queryFn: async ({ signal }) => (await api.get<{ items: { key: string; name: Record<string, string> }[] }>("/industries", { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});

export const promptQuery = (id: string) => queryOptions({ queryKey: ["prompt", id], queryFn: ({ signal }): Promise<Tagged<Prompt>> => api.getTagged<Prompt>(`/prompts/${id}`, { signal }) });

export const versionsQuery = (id: string) => pagesQuery<Version>(["prompt", id, "versions"], `/prompts/${id}/versions`);

export const diffQuery = (id: string, base: string, target: string) =>
  queryOptions({ queryKey: ["prompt", id, "diff", base, target], queryFn: ({ signal }) => api.get<Diff>(`/prompts/${id}/diff`, { query: { base, target }, signal }) });

export const usesQuery = (id: string) => queryOptions({ queryKey: ["prompt", id, "uses"], queryFn: ({ signal }) => api.get<schema.PromptUses>(`/prompts/${id}/uses`, { signal }) });

export const casesQuery = (id: string) => queryOptions({ queryKey: ["prompt", id, "cases"], queryFn: async ({ signal }) => (await api.get<{ items: Case[] }>(`/prompts/${id}/cases`, { signal })).items });

export const trialsQuery = (id: string) =>
  queryOptions({
    queryKey: ["prompt", id, "trials"],
    queryFn: async ({ signal }) => (await api.get<Page<Trial>>(`/prompts/${id}/trials`, { query: { limit: 10 }, signal })).items,
    // The live stream says so too; this is for when it is down.
    refetchInterval: ({ state }) => (state.data?.some(isGoing) ? 3_000 : false),
  });

export const isGoing = ({ state }: Trial): boolean => state === "queued" || state === "running";

export const modelsQuery = queryOptions({ queryKey: ["prompt-models"], queryFn: async ({ signal }) => (await api.get<{ items: Model[] }>("/prompt-models", { signal })).items });

export const factsQuery = queryOptions({
  queryKey: ["business", "facts"],
  queryFn: async ({ signal }) => Object.keys((await api.get<{ facts: Record<string, unknown> }>("/business/facts", { signal })).facts),
  staleTime: 60_000,
});

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["prompt"] });
}

export function useCreatePrompt() {
  return useMutation({ mutationFn: (body: { name: string; title: string; tags: string[]; content: Content }) => api.post<Prompt>("/prompts", body), onSuccess: useRefresh() });
}

/** Where the browser keeps what of a prompt has not reached the server. */
export const stashKey = (id: string): string => `prompt.${id}`;

/** Takes over what the server answered to a save. */
export function useTakeSaved(id: string) {
  const client = useQueryClient();
  return (prompt: Tagged<Prompt>) => {
    client.setQueryData(promptQuery(id).queryKey, prompt);
    void client.invalidateQueries({ queryKey: ["prompt", id, "diff"] });
    void client.invalidateQueries({ queryKey: ["prompt", "list"] });
  };
}

export function usePublishPrompt(id: string) {
  const refresh = useRefresh();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { note: string; labels: string[] }) => api.post<Version>(`/prompts/${id}/publish`, body),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["agents"] });
      return refresh();
    },
  });
}

export function useMoveLabel(id: string) {
  const refresh = useRefresh();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { label: string; number: number | null }) => api.put<Prompt>(`/prompts/${id}/labels`, body),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["agents"] });
      return refresh();
    },
  });
}

export function useRestorePrompt(id: string) {
  return useMutation({ mutationFn: (number: number) => api.post<Prompt>(`/prompts/${id}/versions/${number}/restore`), onSuccess: useRefresh() });
}

export function useDeletePrompt(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete<unknown>(`/prompts/${id}`),
    onSuccess: () => {
      client.removeQueries({ queryKey: ["prompt", id] });
      for (const place of storage.keys(`${stashKey(id)}.`)) storage.remove(place);
      return client.invalidateQueries({ queryKey: ["prompt", "list"] });
    },
  });
}

export function useKeepCase(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id: known, ...body }: Omit<Case, "id"> & { id?: string | undefined }) => (known ? api.put<Case>(`/prompts/${id}/cases/${known}`, body) : api.post<Case>(`/prompts/${id}/cases`, body)),
    onSuccess: () => client.invalidateQueries({ queryKey: ["prompt", id, "cases"] }),
  });
}

export function useDeleteCase(id: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: (known: string) => api.delete<unknown>(`/prompts/${id}/cases/${known}`), onSuccess: () => client.invalidateQueries({ queryKey: ["prompt", id, "cases"] }) });
}

export interface TrialBody {
  version: number | null;
  beside: number | null;
  agent_id: string | null;
  models: { account_id: string; model: string }[];
  case_ids: string[];
}
export function useStartTrial(id: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: (body: TrialBody) => api.post<Trial>(`/prompts/${id}/trials`, body), onSuccess: () => client.invalidateQueries({ queryKey: ["prompt", id, "trials"] }) });
}

export function useCancelTrial(id: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: (trial: string) => api.post<Trial>(`/prompts/${id}/trials/${trial}/cancel`), onSuccess: () => client.invalidateQueries({ queryKey: ["prompt", id, "trials"] }) });
}
