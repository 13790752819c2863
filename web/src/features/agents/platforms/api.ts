import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type Deployment = schema.DeploymentOut;
export type Voice = schema.Voice;
export type Loss = schema.LossOut;
export type Account = schema.VoiceAccountOut;
export type Mode = schema.Mode;
export type Decision = "take" | "keep" | "overwrite";
export interface Wish {
  account_id: string;
  mode: Mode;
  voice: Voice;
  max_minutes: number;
}

const ON_THE_WAY: Deployment["state"][] = ["pending", "deploying", "withdrawing", "pausing"];

// Keyed as the live updates name them, so that a state changes on the screen by itself.
export const deploymentsQuery = (agentId: string) =>
  queryOptions({
    queryKey: ["deployment", "list", agentId],
    queryFn: async ({ signal }) => (await api.get<{ items: Deployment[] }>(`/agents/${agentId}/deployments`, { signal })).items,
    // A stream that was cut must not leave somebody waiting before an old state.
    refetchInterval: ({ state }) => (state.data?.some((one) => ON_THE_WAY.includes(one.state)) ? 2000 : false),
  });

export const accountsQuery = queryOptions({
  queryKey: ["voice_account", "list"],
  queryFn: async ({ signal }) => (await api.get<{ items: Account[] }>("/voice-accounts", { signal })).items,
});

export const voicesQuery = (accountId: string) =>
  queryOptions({
    queryKey: ["voice_account", "voices", accountId],
    queryFn: async ({ signal }) => (await api.get<{ items: schema.AccountVoiceOut[] }>(`/voice-accounts/${accountId}/voices`, { signal })).items,
    staleTime: 300_000,
  });

export const lossesQuery = (agentId: string, { account_id, mode, voice, max_minutes }: Wish) =>
  queryOptions({
    queryKey: ["deployment", "losses", agentId, account_id, mode, voice.id, max_minutes],
    queryFn: ({ signal }) => api.get<schema.LossList>(`/agents/${agentId}/losses`, { query: { account: account_id, mode, voice: voice.id, max_minutes }, signal }),
    placeholderData: (before) => before,
  });

export const publishLossesQuery = (agentId: string) =>
  queryOptions({
    queryKey: ["deployment", "publish-losses", agentId],
    queryFn: async ({ signal }) => (await api.get<schema.PublishLossesList>(`/agents/${agentId}/publish-losses`, { signal })).items,
    staleTime: 0,
  });

export type Drift = schema.DriftOut;

export const driftQuery = (id: string) => queryOptions({ queryKey: ["deployment", "drift", id], queryFn: ({ signal }) => api.get<schema.DriftOut>(`/deployments/${id}/drift`, { signal }) });

export const remoteAgentsQuery = (accountId: string) =>
  infiniteQueryOptions({
    queryKey: ["voice_account", "agents", accountId],
    queryFn: ({ pageParam, signal }) => api.get<schema.RemoteAgentList>(`/voice-accounts/${accountId}/agents`, { query: { cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    enabled: accountId !== "",
  });

function useRefresh() {
  const client = useQueryClient();
  return () => Promise.all(["deployment", "agents", "voice_account"].map((key) => client.invalidateQueries({ queryKey: [key] })));
}

export function useDeploy(agentId: string) {
  const onSuccess = useRefresh();
  return useMutation({ mutationFn: (wish: Wish) => api.post<Deployment>(`/agents/${agentId}/deployments`, wish), onSuccess });
}

export type Step = "retry" | "pause" | "resume" | "withdraw" | "check";

export function useStep(id: string) {
  const onSuccess = useRefresh();
  return useMutation({ mutationFn: (step: Step) => api.post<Deployment>(`/deployments/${id}/${step}`), onSuccess });
}

export function useForget(id: string) {
  const onSuccess = useRefresh();
  return useMutation({ mutationFn: () => api.delete(`/deployments/${id}`), onSuccess });
}

export function useDecide(id: string) {
  const onSuccess = useRefresh();
  return useMutation({ mutationFn: (decision: Decision) => api.post<schema.DriftDone>(`/deployments/${id}/drift`, { decision }), onSuccess });
}

export function useLook(accountId: string) {
  return useMutation({ mutationFn: (provider_agent_id: string) => api.post<schema.ImportOut>(`/voice-accounts/${accountId}/agents/look`, { provider_agent_id }) });
}

export function useImport(accountId: string) {
  const onSuccess = useRefresh();
  return useMutation({ mutationFn: (chosen: { provider_agent_id: string; adopt: boolean }) => api.post<schema.ImportOut>(`/voice-accounts/${accountId}/agents/import`, chosen), onSuccess });
}
