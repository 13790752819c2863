import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page, send, withQuery } from "@/api/client";
import { errorFrom } from "@/api/errors";
import type * as schema from "@/api/generated/schema";
import { activeOrganization } from "@/api/organization";

export type Call = schema.CallOut;
export type CallStatus = Call["status"];
export type Outcome = NonNullable<Call["outcome"]>;
export type Kind = NonNullable<Call["kind"]>;
export type Option = schema.CallOption;
export type Utterance = schema.UtteranceOut;
export type Callback = schema.CallbackOut;

export interface CallFilter {
  q?: string | undefined;
  status?: CallStatus | undefined;
  running?: "true" | "false" | undefined;
  contact?: string | undefined;
  agent?: string | undefined;
  account?: string | undefined;
  campaign?: string | undefined;
  outcome?: Outcome | undefined;
  direction?: Call["direction"] | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export const KINDS = ["prospecting", "qualification", "follow_up", "closing"] as const satisfies readonly Kind[];
export const OUTCOMES = ["answered", "interested", "booked", "callback_requested", "not_interested", "no_answer", "busy", "voicemail", "opted_out", "invalid_number"] as const satisfies readonly Outcome[];
export const DIRECTIONS = ["outbound", "inbound", "web"] as const satisfies readonly Call["direction"][];
const ENDED: readonly CallStatus[] = ["completed", "failed", "cancelled"];
const PAGE = 50;

export const isRunning = ({ status }: Call) => !ENDED.includes(status);
/** While one looks on, hints bring changes at once; this catches what a hint that got lost would have told. */
const watched = (running: boolean) => (running ? 5_000 : false);

/** Every key begins with "calls" and then says which or what, so that "call.changed" refreshes what shows that call. */
export const callsQuery = (filter: CallFilter, limit = PAGE) =>
  infiniteQueryOptions({
    queryKey: ["calls", "list", filter, limit],
    queryFn: ({ pageParam, signal }) => api.get<Page<Call>>("/calls", { query: { ...filter, cursor: pageParam, limit }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ["calls", id],
    queryFn: ({ signal }) => api.get<Call>(`/calls/${id}`, { signal }),
    refetchInterval: ({ state }) => watched(state.data !== undefined && isRunning(state.data)),
  });

export const transcriptQuery = (id: string, running: boolean) =>
  queryOptions({
    queryKey: ["calls", id, "transcript"],
    queryFn: ({ signal }) => api.get<schema.CallTranscript>(`/calls/${id}/transcript`, { signal }),
    refetchInterval: watched(running),
  });

/** The audio as an address of this page: a plain address cannot carry the header. */
export const recordingQuery = (id: string) =>
  queryOptions({
    queryKey: ["call-recordings", id],
    queryFn: async ({ signal }) => {
      const answer = await send("GET", `/api/v1/calls/${id}/recording`, { signal });
      if (!answer.ok) throw await errorFrom(answer);
      return answer.blob();
    },
    staleTime: Infinity,
    gcTime: 60_000,
  });

export const optionsQuery = (contact: string, kind: Kind, number: string, language: string) =>
  queryOptions({
    queryKey: ["calls", "options", contact, kind, number, language],
    queryFn: ({ signal }) => api.get<schema.CallOptions>(`/leads/${contact}/call-options`, { query: { kind, number }, signal }),
    placeholderData: keepPreviousData,
    // Whether somebody may be called is asked anew each time.
    gcTime: 0,
  });

export const callbacksQuery = (contact: string) =>
  queryOptions({ queryKey: ["callbacks", contact], queryFn: async ({ signal }) => (await api.get<Page<Callback>>("/callbacks", { query: { contact }, signal })).items });

export const exportAddress = (filter: CallFilter): string => withQuery("/api/v1/calls/export", { ...filter, organization: activeOrganization.get() });

function useRefresh() {
  const client = useQueryClient();
  return () => Promise.all(["calls", "callbacks"].map((key) => client.invalidateQueries({ queryKey: [key] })));
}

export interface Wish {
  agent_id: string;
  kind: Kind;
  number: string;
  note: string;
}

/** One attempt has one key, so that pressing twice, or sending again after a lost answer, never calls twice. */
export function useCallLead(contact: string) {
  return useMutation({ mutationFn: ({ key, ...wish }: Wish & { key: string }) => api.post<Call>(`/leads/${contact}/call`, wish, { idempotencyKey: key }), onSuccess: useRefresh() });
}

export function useSchedule(contact: string) {
  return useMutation({ mutationFn: (wish: { at: string; agent_id: string; kind: Kind; note: string; after: string }) => api.post<Callback>(`/leads/${contact}/callbacks`, wish), onSuccess: useRefresh() });
}

export function useForgetCallback() {
  return useMutation({ mutationFn: (id: string) => api.delete<unknown>(`/callbacks/${id}`), onSuccess: useRefresh() });
}

export function useCancel(id: string) {
  const client = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => api.post<Call>(`/calls/${id}/cancel`),
    onSuccess: (call) => {
      client.setQueryData(callQuery(id).queryKey, call);
      return refresh();
    },
  });
}

export function useChangeCall(id: string) {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (change: { notes?: string; next_action?: string; outcome?: Outcome }) => api.patch<Call>(`/calls/${id}`, change), onSuccess: refresh });
}
