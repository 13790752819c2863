import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type Experiment = schema.ExperimentOut;
export type ExperimentDetail = schema.ExperimentDetail;
export type Plan = schema.ExperimentIn;
export type Goal = schema.GoalModel;
export type GoalKind = Goal["kind"];
export type Guard = schema.GuardModel;
export type GuardKind = Guard["kind"];
export type Watched = schema.WatchedOut;
export type Point = schema.PointOut;
export type Reach = schema.ReachOut;

/** Every key begins with "experiments": "experiment.changed" refreshes whatever shows one. */
export const experimentsQuery = (agent: string) =>
  infiniteQueryOptions({
    queryKey: ["experiments", "of", agent],
    queryFn: ({ pageParam, signal }) => api.get<Page<Experiment>>(`/agents/${agent}/experiments`, { query: { cursor: pageParam, limit: 20 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const experimentQuery = (id: string) => queryOptions({ queryKey: ["experiments", "one", id], queryFn: ({ signal }) => api.get<ExperimentDetail>(`/experiments/${id}`, { signal }) });

export const reachQuery = (agent: string) => queryOptions({ queryKey: ["experiments", "reach", agent], queryFn: ({ signal }) => api.get<Reach>(`/agents/${agent}/experiment-reach`, { signal }) });

function useRefresh() {
  const client = useQueryClient();
  return () => Promise.all([client.invalidateQueries({ queryKey: ["experiments"] }), client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "agents" && queryKey[2] !== "draft" })]);
}

export function useSaveExperiment(agent: string) {
  return useMutation({
    mutationFn: ({ experiment, plan }: { experiment: Experiment | undefined; plan: Plan }) =>
      experiment ? api.put<Experiment>(`/experiments/${experiment.id}`, plan, { ifMatch: `"${experiment.revision}"` }) : api.post<Experiment>(`/agents/${agent}/experiments`, plan),
    onSuccess: useRefresh(),
  });
}

export function useDeleteExperiment() {
  return useMutation({ mutationFn: (id: string) => api.delete<unknown>(`/experiments/${id}`), onSuccess: useRefresh() });
}

export function useStartExperiment() {
  return useMutation({ mutationFn: ({ id, because }: { id: string; because: string }) => api.post<Experiment>(`/experiments/${id}/start`, { because }), onSuccess: useRefresh() });
}

export function useStopExperiment() {
  return useMutation({ mutationFn: (id: string) => api.post<Experiment>(`/experiments/${id}/stop`), onSuccess: useRefresh() });
}

export function useAdoptExperiment() {
  return useMutation({ mutationFn: (id: string) => api.post<Experiment>(`/experiments/${id}/adopt`), onSuccess: useRefresh() });
}
