import type { TraceEntry } from "@/features/trace";
import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page, withQuery } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { sendLive } from "@/api/live";
import type { Narrow } from "@/api/narrow";
import { activeOrganization } from "@/api/organization";

export type ConversationSummary = schema.ConversationSummary;
export type ConversationStatus = ConversationSummary["status"];
export type Conversation = schema.ConversationOut;
/** Without an id for one who left. */
export type Person = schema.PersonRef;
export type Note = schema.NoteOut;
export type Attachment = schema.AttachmentOut;
/** What the engine put into a message is told by its own document; here is what of it is shown. */
export type Message = Narrow<
  schema.MessageOut,
  {
    choices: { id: string; label: string }[] | null;
    citations: { title: string; place: string; document_id: string }[] | null;
    attachments: { id: string; name: string; type: string; size: number }[] | null;
    trace: TraceEntry[];
  }
>;
export interface ConversationFilter {
  search?: string | undefined;
  agent?: string | undefined;
  status?: ConversationStatus | undefined;
  outcome?: string | undefined;
  language?: string | undefined;
  channel?: string | undefined;
  tests?: "only" | "all" | undefined;
  from?: string | undefined;
  to?: string | undefined;
  rating?: number | undefined;
  tag?: string | undefined;
  handoff?: "true" | "false" | undefined;
  mine?: boolean | undefined;
  contradicting?: boolean | undefined;
  rated?: "good" | "bad" | undefined;
  experiment?: string | undefined;
  arm?: "a" | "b" | undefined;
  sort?: string | undefined;
}

const PAGE = 50;

/** Every key begins with "conversations", so that "conversation.changed" refreshes whatever shows one. */
export const conversationsQuery = (filter: ConversationFilter) =>
  infiniteQueryOptions({
    queryKey: ["conversations", "list", filter],
    queryFn: ({ pageParam, signal }) => api.get<Page<ConversationSummary>>("/conversations", { query: { ...filter, cursor: pageParam, limit: PAGE }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const conversationQuery = (id: string) => queryOptions({ queryKey: ["conversations", id], queryFn: ({ signal }) => api.get<Conversation>(`/conversations/${id}`, { signal }) });

export const messagesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["conversations", id, "messages"],
    queryFn: ({ pageParam, signal }) => api.get<Page<Message>>(`/conversations/${id}/messages`, { query: { cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

/** The tags in use, the most used first. Its key is another: what may be chosen need not follow every conversation that changes. */
export const tagsQuery = queryOptions({
  queryKey: ["conversation-tags"],
  queryFn: async ({ signal }) => (await api.get<schema.ConversationTagList>("/conversations/tags", { signal })).items,
  staleTime: 60_000,
});

/** Where the same conversations are fetched as a file; a plain link cannot carry the header. */
export const exportAddress = (filter: ConversationFilter, format: "csv" | "json"): string =>
  withQuery("/api/v1/conversations/export", { ...filter, format, organization: activeOrganization.get() });

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["conversations"] });
}

export function useAddNote(id: string) {
  return useMutation({ mutationFn: (text: string) => api.post<Note>(`/conversations/${id}/notes`, { text }), onSuccess: useRefresh() });
}

export function useDeleteNote(id: string) {
  return useMutation({ mutationFn: (note: string) => api.delete<unknown>(`/conversations/${id}/notes/${note}`), onSuccess: useRefresh() });
}

/** Seen at once; taken back when the server refuses. */
export function useSetTags(id: string) {
  const client = useQueryClient();
  const key = conversationQuery(id).queryKey;
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (tags: string[]) => api.put<Conversation>(`/conversations/${id}/tags`, { tags }),
    onMutate: async (tags) => {
      await client.cancelQueries({ queryKey: key, exact: true });
      const before = client.getQueryData(key);
      if (before) client.setQueryData(key, { ...before, tags });
      return before;
    },
    onError: (_error, _tags, before) => before && client.setQueryData(key, before),
    onSettled: () => Promise.all([refresh(), client.invalidateQueries({ queryKey: tagsQuery.queryKey })]),
  });
}

const live = (method: "GET" | "POST", path: string, body?: unknown): Promise<Response> => sendLive(method, `conversations/${path}`, body);

export type LiveStep = "take-over" | "hand-back" | "end";

export function useLiveStep(id: string) {
  return useMutation({ mutationFn: (step: LiveStep) => live("POST", `${id}/${step}`, {}), onSuccess: useRefresh() });
}

export function useWrite(id: string) {
  // The same words with the same `client_id` are said once, however often they are sent.
  return useMutation({ mutationFn: (said: { client_id: string; text: string }) => live("POST", `${id}/messages`, said), onSuccess: useRefresh() });
}

export function useDownload(id: string) {
  return useMutation({
    mutationFn: async (file: Pick<Attachment, "id" | "name">) => {
      const address = URL.createObjectURL(await (await live("GET", `${id}/files/${file.id}`)).blob());
      const link = Object.assign(document.createElement("a"), { href: address, download: file.name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    },
  });
}
