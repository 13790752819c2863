import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type Gate = schema.PublishGateOut;
export type Rule = Pick<schema.PublishRuleOut, "scenarios" | "replay" | "languages" | "most_worse" | "confidence" | "lost">;
export type Replay = schema.ReplayOut;
export type ReplayDetail = schema.ReplayDetail;
export type ReplayTalk = schema.ReplayTalkOut;
export type ReplayTalkDetail = schema.ReplayTalkDetail;
export type Share = schema.ShareOut;
export type Verdict = NonNullable<ReplayTalk["verdict"]>;

/** Every key begins with "scenarios", so that "scenario_run.changed", "replay.changed" and "parity_run.changed" refresh whatever shows one. */
export const gateQuery = (agent: string) =>
  queryOptions({ queryKey: ["scenarios", agent, "gate"], queryFn: ({ signal }) => api.get<Gate>(`/agents/${agent}/publish-gate`, { signal }), staleTime: 0 });

export const replaysQuery = (agent: string) =>
  infiniteQueryOptions({
    queryKey: ["scenarios", agent, "replays"],
    queryFn: ({ pageParam, signal }) => api.get<Page<Replay>>(`/agents/${agent}/replays`, { query: { cursor: pageParam, limit: 10 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const isGoing = (replay: Pick<Replay, "state">): boolean => replay.state === "queued" || replay.state === "running";

export const replayQuery = (id: string) =>
  queryOptions({
    queryKey: ["scenarios", "replay", id],
    queryFn: ({ signal }) => api.get<ReplayDetail>(`/replays/${id}`, { signal }),
    // Told as it goes on; where the line is lost it is looked at all the same.
    refetchInterval: (query) => (query.state.data && isGoing(query.state.data) ? 3000 : false),
  });

export const talkQuery = (replay: string, talk: string) =>
  queryOptions({ queryKey: ["scenarios", "replay", replay, "talk", talk], queryFn: ({ signal }) => api.get<ReplayTalkDetail>(`/replays/${replay}/talks/${talk}`, { signal }) });

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["scenarios"] });
}

export function useStartReplay(agent: string) {
  return useMutation({ mutationFn: (size: number) => api.post<Replay>(`/agents/${agent}/replays`, { size }), onSuccess: useRefresh() });
}

export function useCancelReplay() {
  return useMutation({ mutationFn: (id: string) => api.post<Replay>(`/replays/${id}/cancel`), onSuccess: useRefresh() });
}

export function useSetRule(agent: string) {
  const refresh = useRefresh();
  return useMutation({ mutationFn: ({ revision, ...rule }: Rule & { revision: number }) => api.put<Gate>(`/agents/${agent}/publish-rule`, rule, { ifMatch: `"${revision}"` }), onSuccess: refresh });
}

/** As many as a verdict takes, and never so few that a page says little. */
export const sizeFor = (gate: Pick<Gate, "needed"> | undefined): number => Math.max(100, gate?.needed ?? 0);
