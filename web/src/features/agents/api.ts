import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page, type Tagged } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import type { Narrow } from "@/api/narrow";

export type AgentKind = schema.Kind;
export type AgentPurpose = schema.Purpose;
export type AgentStatus = schema.Status;
/** What may be done to an agent in its present status; the server says which. */
export type AgentStep = "publish" | "pause" | "resume" | "archive" | "restore" | "delete";
export type AgentSummary = schema.AgentSummary & { steps?: AgentStep[] };
export type Agent = Narrow<schema.AgentOut, { steps: AgentStep[] }>;
export interface NewAgent {
  name: string;
  kind: AgentKind;
  purpose: AgentPurpose;
  languages: string[];
  tags?: string[];
  template?: string;
}
export type Problem = schema.ProblemOut;
/** The engine's blueprint as JSON. The flow editor knows its inside; here it is carried, not read. */
export type Blueprint = Record<string, unknown>;
export type Draft = schema.DraftOut;
export type Version = schema.VersionOut;
export type Change = schema.ChangeOut;
export interface AgentFilter {
  search?: string | undefined;
  status?: AgentStatus | undefined;
  kind?: AgentKind | undefined;
  tag?: string | undefined;
  sort?: string | undefined;
}

const PAGE = 50;

/** Every key begins with "agents", so that "agent.changed" refreshes whatever shows one. */
export const agentsQuery = (filter: AgentFilter) =>
  infiniteQueryOptions({
    queryKey: ["agents", "list", filter],
    queryFn: ({ pageParam, signal }) => api.get<Page<AgentSummary>>("/agents", { query: { ...filter, cursor: pageParam, limit: PAGE }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** What a new agent may begin from. */
export const startsQuery = queryOptions({
  queryKey: ["templates", "starts"],
  queryFn: async ({ signal }) => (await api.get<schema.TemplateList>("/templates", { signal })).items,
});

export const tagsQuery = queryOptions({
  queryKey: ["agents", "tags"],
  queryFn: async ({ signal }) => (await api.get<{ items: string[] }>("/agents/tags", { signal })).items,
});

export const agentQuery = (id: string) =>
  queryOptions({ queryKey: ["agents", id], queryFn: ({ signal }): Promise<Tagged<Agent>> => api.getTagged<Agent>(`/agents/${id}`, { signal }) });

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ["agents", id, "draft"],
    queryFn: ({ signal }): Promise<Tagged<Draft>> => api.getTagged<Draft>(`/agents/${id}/draft`, { signal }),
    // The saver owns it while the page is open; a refetch must not pull the ground from under the editor.
    staleTime: Number.POSITIVE_INFINITY,
  });

export const versionsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["agents", id, "versions"],
    queryFn: ({ pageParam, signal }) => api.get<Page<Version>>(`/agents/${id}/versions`, { query: { cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const changesQuery = (id: string, base: string, target: string) =>
  queryOptions({
    queryKey: ["agents", id, "diff", base, target],
    queryFn: async ({ signal }) => (await api.get<{ changes: Change[] }>(`/agents/${id}/diff`, { query: { base, target }, signal })).changes,
    staleTime: 0,
  });

export const putDraft = (id: string, blueprint: Blueprint, etag: string | undefined): Promise<Tagged<Draft>> =>
  api.putTagged<Draft>(`/agents/${id}/draft`, { blueprint }, { ifMatch: etag });

/** Whether the caller may do something with an agent: as the server told with it. */
export const useMayInAgent = (agent: Pick<AgentSummary, "can"> | undefined, permission: string): boolean => agent?.can.includes(permission) ?? false;

/** Refreshes what shows agents, but never the draft that is being edited. */
export function useRefreshAgents() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "agents" && queryKey[2] !== "draft" });
}

export function useCreateAgent() {
  const refresh = useRefreshAgents();
  return useMutation({ mutationFn: (agent: NewAgent) => api.post<Agent>("/agents", agent), onSuccess: refresh });
}

export function useChangeAgent(id: string) {
  const client = useQueryClient();
  const refresh = useRefreshAgents();
  return useMutation({
    mutationFn: ({ etag, ...change }: Partial<Pick<Agent, "name" | "description" | "tags" | "kind" | "purpose">> & { etag: string | undefined }) =>
      api.patchTagged<Agent>(`/agents/${id}`, change, { ifMatch: etag }),
    onSuccess: (agent) => {
      client.setQueryData(agentQuery(id).queryKey, agent);
      return refresh();
    },
  });
}

const STEP_PATHS: Record<Exclude<AgentStep, "publish" | "delete">, string> = { pause: "pause", resume: "resume", archive: "archive", restore: "unarchive" };

export function useAgentStep() {
  const refresh = useRefreshAgents();
  return useMutation({
    mutationFn: ({ id, step }: { id: string; step: keyof typeof STEP_PATHS | "delete" }) => (step === "delete" ? api.delete<unknown>(`/agents/${id}`) : api.post<unknown>(`/agents/${id}/${STEP_PATHS[step]}`)),
    onSuccess: refresh,
  });
}

export function useDuplicateAgent() {
  const refresh = useRefreshAgents();
  return useMutation({ mutationFn: (id: string) => api.post<Agent>(`/agents/${id}/duplicate`), onSuccess: refresh });
}

export function usePublishAgent(id: string) {
  const refresh = useRefreshAgents();
  return useMutation({ mutationFn: (told: { note: string; because: string }) => api.post<Version>(`/agents/${id}/publish`, told), onSuccess: refresh });
}

export function useRestoreVersion(id: string) {
  const refresh = useRefreshAgents();
  return useMutation({ mutationFn: (number: number) => api.post<Version>(`/agents/${id}/versions/${number}/restore`, { note: "" }), onSuccess: refresh });
}

/** A ticket that opens a conversation with the draft as it is now. */
export const createTestTicket = (id: string): Promise<{ ticket: string; expires_in: number }> => api.post(`/agents/${id}/test-tickets`);

/** Whether a language model is connected; undefined for who may not know. */
export const hasModelQuery = queryOptions({
  queryKey: ["model-accounts", "any"],
  queryFn: async ({ signal }) => (await api.get<Page<unknown>>("/model-accounts", { query: { limit: 1 }, signal })).items.length > 0,
  retry: false,
  staleTime: 60_000,
});

/** Who left the draft as it is now, and when: asked for while two edits of it stand against each other. */
export const theirDraftQuery = (id: string) =>
  queryOptions({
    queryKey: ["agents", id, "draft", "theirs"],
    queryFn: async ({ signal }) => {
      const [draft, members] = await Promise.all([
        api.get<Draft>(`/agents/${id}/draft`, { signal }),
        api.get<Page<{ user: { id: string; name: string; email: string } }>>("/members", { query: { limit: 200 }, signal }).catch(() => ({ items: [] })),
      ]);
      const author = members.items.find((member) => member.user.id === draft.saved_by)?.user;
      return { name: author?.name || author?.email, savedAt: draft.saved_at };
    },
    staleTime: 0,
    gcTime: 0,
  });
