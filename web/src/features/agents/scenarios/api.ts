import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page, withQuery } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { activeOrganization } from "@/api/organization";

export type Scenario = schema.ScenarioOut;
export type Script = schema.ScenarioScript;
export type Check = Script["checks"][number];
export type Step = NonNullable<Script["steps"]>[number];
export type Mock = NonNullable<Script["mocks"]>[number];
export type Reply = NonNullable<Script["replies"]>[number];
export type Run = schema.RunOut;
export type RunDetail = schema.RunDetail;
export type Result = schema.ResultOut;
export type ResultDetail = schema.ResultDetail;
export type Judge = schema.JudgeOut;
export type Judged = schema.JudgedOut;
export type Comparison = schema.RunComparison;
export type Compared = schema.ComparedResult;

/** Every key begins with "scenarios", so that "scenario_run.changed" refreshes whatever shows one. */
export const scenariosQuery = (agent: string) =>
  queryOptions({ queryKey: ["scenarios", agent], queryFn: async ({ signal }) => (await api.get<{ items: Scenario[] }>(`/agents/${agent}/scenarios`, { signal })).items });

export const runsQuery = (agent: string) =>
  infiniteQueryOptions({
    queryKey: ["scenarios", agent, "runs"],
    queryFn: ({ pageParam, signal }) => api.get<Page<Run>>(`/agents/${agent}/scenario-runs`, { query: { cursor: pageParam, limit: 20 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const isGoing = (run: Run): boolean => run.state === "queued" || run.state === "running";

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["scenarios", "run", id],
    queryFn: ({ signal }) => api.get<RunDetail>(`/scenario-runs/${id}`, { signal }),
    // Told as it goes on; where the line is lost it is looked at all the same.
    refetchInterval: (query) => (query.state.data && isGoing(query.state.data) ? 3000 : false),
  });

export const comparisonQuery = (run: string, other: string) =>
  queryOptions({ queryKey: ["scenarios", "run", run, "compare", other], queryFn: ({ signal }) => api.get<Comparison>(`/scenario-runs/${run}/compare/${other}`, { signal }) });

export const judgeQuery = (agent: string) =>
  queryOptions({ queryKey: ["judge", agent], queryFn: ({ signal }) => api.get<Judge>(`/agents/${agent}/judge`, { signal }), staleTime: 0 });

export function useMark() {
  return useMutation({
    mutationFn: ({ judged, passed }: { judged: Judged; passed: boolean }) => api.post<schema.JudgeMarkOut>(`/scenario-results/${judged.result_id}/marks`, { check: judged.check, passed }),
  });
}

export const resultQuery = (run: string, result: string) =>
  queryOptions({ queryKey: ["scenarios", "run", run, "result", result], queryFn: ({ signal }) => api.get<ResultDetail>(`/scenario-runs/${run}/results/${result}`, { signal }) });

/** A scenario made of a conversation, or of what led to one answer in it; what is typed over it stays while the conversation is looked at again. */
export const begunQuery = (conversation: string, turn?: string) =>
  queryOptions({
    queryKey: ["scenario-draft", conversation, turn],
    queryFn: ({ signal }) => api.get<schema.ScenarioDraftOut>(`/conversations/${conversation}/scenario`, { query: { turn }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The same of a conversation that goes on: as it is at the moment. */
export function useBegin() {
  return useMutation({ mutationFn: (conversation: string) => api.get<schema.ScenarioDraftOut>(`/conversations/${conversation}/scenario`) });
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["scenarios"] });
}

export function useSaveScenario(agent: string) {
  return useMutation({
    mutationFn: ({ scenario, ...told }: { scenario: Scenario | undefined; name: string; script: Script }) =>
      scenario ? api.patch<Scenario>(`/scenarios/${scenario.id}`, told, { ifMatch: `"${scenario.revision}"` }) : api.post<Scenario>(`/agents/${agent}/scenarios`, told),
    onSuccess: useRefresh(),
  });
}

export function useDeleteScenario() {
  return useMutation({ mutationFn: (id: string) => api.delete<unknown>(`/scenarios/${id}`), onSuccess: useRefresh() });
}

/** What is to be tried: without anything, all of them with the draft. */
export interface Wish {
  scenario_ids?: string[];
  version?: number;
}

export function useStartRun(agent: string) {
  return useMutation({ mutationFn: (wanted: Wish) => api.post<Run>(`/agents/${agent}/scenario-runs`, wanted), onSuccess: useRefresh() });
}

export function useCancelRun() {
  return useMutation({ mutationFn: (id: string) => api.post<Run>(`/scenario-runs/${id}/cancel`), onSuccess: useRefresh() });
}

/** A plain link cannot carry the header. */
export const junitAddress = (run: string): string => withQuery(`/api/v1/scenario-runs/${run}/junit`, { organization: activeOrganization.get() });
