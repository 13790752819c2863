import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type Languages = schema.AgentLanguages;
export type Language = schema.AgentLanguage;
export type Text = schema.AgentText;
export type Texts = schema.AgentTexts;
export type Run = schema.TranslationRunOut;
export type Parity = schema.ParityRunOut;
export type ParityDetail = schema.ParityRunDetail;
export type ParityResult = schema.ParityResultOut;
export type Difference = schema.ParityDifference;
export type Term = schema.TermOut;
export type Translators = schema.TranslatorList;

/** Every key begins with "languages"; what changes the draft refreshes them too. */
export const languagesQuery = (agent: string) => queryOptions({ queryKey: ["languages", agent], queryFn: ({ signal }) => api.get<Languages>(`/agents/${agent}/languages`, { signal }) });

export const textsQuery = (agent: string, language: string) =>
  queryOptions({ queryKey: ["languages", agent, "texts", language], queryFn: ({ signal }) => api.get<Texts>(`/agents/${agent}/languages/${language}/texts`, { signal }), enabled: language !== "" });

export const isGoing = (run: { state: string }): boolean => run.state === "queued" || run.state === "running";
const whileGoing = (runs: { state: string }[] | undefined) => (runs?.some(isGoing) ? 2000 : false);

export const runsQuery = (agent: string) =>
  queryOptions({
    queryKey: ["languages", agent, "runs"],
    queryFn: async ({ signal }) => (await api.get<{ items: Run[] }>(`/agents/${agent}/translation-runs`, { signal })).items,
    // Told as it goes on; where the line is lost it is looked at all the same.
    refetchInterval: (query) => whileGoing(query.state.data),
  });

export const paritiesQuery = (agent: string) =>
  queryOptions({
    queryKey: ["languages", agent, "parity"],
    queryFn: async ({ signal }) => (await api.get<{ items: Parity[] }>(`/agents/${agent}/parity-runs`, { signal })).items,
    refetchInterval: (query) => whileGoing(query.state.data),
  });

export const parityQuery = (run: string) =>
  queryOptions({
    queryKey: ["languages", "parity", run],
    queryFn: ({ signal }) => api.get<ParityDetail>(`/parity-runs/${run}`, { signal }),
    refetchInterval: (query) => whileGoing(query.state.data && [query.state.data]),
  });

export const parityResultQuery = (run: string, result: string) =>
  queryOptions({ queryKey: ["languages", "parity", run, result], queryFn: ({ signal }) => api.get<schema.ParityResultDetail>(`/parity-runs/${run}/results/${result}`, { signal }) });

export const glossaryQuery = queryOptions({ queryKey: ["languages", "glossary"], queryFn: ({ signal }) => api.get<schema.Glossary>("/glossary", { signal }) });

export const translatorsQuery = queryOptions({ queryKey: ["providers", "translators"], queryFn: ({ signal }) => api.get<Translators>("/translators", { signal }) });

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["languages"] });
}

export function useAddLanguage(agent: string) {
  return useMutation({ mutationFn: (language: string) => api.post<Languages>(`/agents/${agent}/languages`, { language }), onSuccess: useRefresh() });
}

export function useRemoveLanguage(agent: string) {
  return useMutation({ mutationFn: (language: string) => api.delete<unknown>(`/agents/${agent}/languages/${language}`), onSuccess: useRefresh() });
}

export function useEditText(agent: string, language: string) {
  return useMutation({ mutationFn: (item: { key: string; text: string; before: string }) => api.patch<Texts>(`/agents/${agent}/languages/${language}/texts`, { items: [item] }), onSettled: useRefresh() });
}

export interface Order {
  language: string;
  purpose: "translate" | "score";
  translator_id?: string;
  keys?: string[];
  overwrite?: boolean;
}

export function useTranslate(agent: string) {
  return useMutation({ mutationFn: (order: Order) => api.post<Run>(`/agents/${agent}/translation-runs`, order), onSuccess: useRefresh() });
}

export function useCancelRun() {
  return useMutation({ mutationFn: (run: string) => api.post<Run>(`/translation-runs/${run}/cancel`), onSuccess: useRefresh() });
}

/** Comparing these languages with the main one, translated by the language model, else by the first account. */
export function useProve(agent: string) {
  const translators = useQuery(translatorsQuery).data;
  const account = translators?.model ? undefined : translators?.items[0]?.id;
  return useMutation({ mutationFn: (languages: string[]) => api.post<Parity>(`/agents/${agent}/parity-runs`, { languages, ...(account ? { translator_id: account } : {}) }), onSuccess: useRefresh() });
}

export function useCancelProof() {
  return useMutation({ mutationFn: (run: string) => api.post<Parity>(`/parity-runs/${run}/cancel`), onSuccess: useRefresh() });
}

export interface TermChange {
  term: string;
  keep: boolean;
  wordings: Record<string, string>;
}

export function useKeepTerm() {
  return useMutation({
    mutationFn: ({ known, ...term }: TermChange & { known: Term | undefined }) => (known ? api.put<Term>(`/glossary/${known.id}`, term, { ifMatch: `"${known.revision}"` }) : api.post<Term>("/glossary", term)),
    onSuccess: useRefresh(),
  });
}

export function useDeleteTerm() {
  return useMutation({ mutationFn: (id: string) => api.delete<unknown>(`/glossary/${id}`), onSuccess: useRefresh() });
}
