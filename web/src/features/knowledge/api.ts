import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page, upload } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { useSession } from "@/api/session";
import type { Send } from "./uploads";

export type Document = schema.DocumentOut;
export type Source = schema.SourceOut;
export type DocumentStatus = Document["status"];
/** Empty: found out by reading. */
export type DocumentLanguage = schema.EntryIn["language"];
export type Passage = schema.PassageOut;
export type Entry = schema.EntryOut;
export type Hit = schema.HitOut;
export type Found = schema.SearchOut;
export type Site = schema.SiteOut;
export type Gap = schema.GapOut;
export type Review = schema.ReviewOut;
export type Meaning = schema.MeaningOut;
export type Space = schema.SpaceOut;
export type Contradiction = schema.ContradictionOut;
/** One of several that was left as it was, and why. */
export type Left = schema.LeftOut;
export type ContradictingTalk = schema.ConversationSummary;
export interface DocumentFilter {
  search?: string | undefined;
  status?: DocumentStatus | undefined;
  source?: string | undefined;
  tag?: string | undefined;
}

const PAGE = 50;
const POLL = 2_000;
// How far a document is comes by itself; this is for a time without the stream.
const SELDOM = 10_000;
const unfinished = ({ status }: Document) => status === "waiting" || status === "indexing";

/** Every key begins with "knowledge", so that "knowledge.changed" refreshes whatever shows it. */
export const documentsQuery = (filter: DocumentFilter) =>
  infiniteQueryOptions({
    queryKey: ["knowledge", "documents", filter],
    queryFn: ({ pageParam, signal }) => api.get<Page<Document>>("/knowledge/documents", { query: { ...filter, cursor: pageParam, limit: PAGE }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(unfinished)) ? SELDOM : false),
  });

export const sourcesQuery = queryOptions({ queryKey: ["knowledge", "sources"], queryFn: async ({ signal }) => (await api.get<schema.SourceList>("/knowledge/sources", { signal })).items });

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: ["knowledge", "document", id],
    queryFn: ({ signal }) => api.get<Document>(`/knowledge/documents/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && unfinished(state.data) ? SELDOM : false),
  });

export const passagesQuery = (id: string, indexedAt: string | null, from?: string) =>
  infiniteQueryOptions({
    queryKey: ["knowledge", "passages", id, indexedAt, from],
    queryFn: ({ pageParam, signal }) => api.get<Page<Passage>>(`/knowledge/documents/${id}/passages`, { query: { passage: from, cursor: pageParam, limit: 20 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const entriesQuery = (filter: { search?: string | undefined; source?: string | undefined; tag?: string | undefined }) =>
  infiniteQueryOptions({
    queryKey: ["knowledge", "faq", filter],
    queryFn: ({ pageParam, signal }) => api.get<Page<Entry>>("/knowledge/faq", { query: { ...filter, cursor: pageParam, limit: PAGE }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["knowledge"] });
}

/** Sends a file, telling how much of it has left, and has what shows knowledge read again. */
export function useSendDocument(): Send {
  const refresh = useRefresh();
  return async ({ file, source, attempt }, onProgress, signal) => {
    const body = new FormData();
    body.append("file", file);
    if (source) body.append("source", source);
    await upload<Document>("/knowledge/documents", body, { signal, idempotencyKey: attempt, onProgress });
    void refresh();
  };
}

export function useChangeDocument(id: string) {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (change: { title?: string; language?: DocumentLanguage; tags?: string[]; source_id?: string }) => api.patch<Document>(`/knowledge/documents/${id}`, change), onSuccess: refresh });
}

export function useReplaceFile(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (file: File) => {
      const body = new FormData();
      body.append("file", file);
      return api.post<Document>(`/knowledge/documents/${id}/replace`, body);
    },
    onSuccess: refresh,
  });
}

export function useReindexDocument() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.post<Document>(`/knowledge/documents/${id}/reindex`), onSuccess: refresh });
}

export function useDeleteDocument() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.delete(`/knowledge/documents/${id}`), onSuccess: refresh });
}

/** The server takes so many at once. */
const AT_ONCE = 200;

export interface Several {
  changed: number;
  left: Left[];
}

/** The same for several, as many calls as it takes; what came of all of them. */
function useSeveral<Wish extends { ids: string[] }>(path: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ ids, ...wish }: Wish): Promise<Several> => {
      const all: Several = { changed: 0, left: [] };
      for (let start = 0; start < ids.length; start += AT_ONCE) {
        const { changed, left } = await api.post<schema.SeveralOut>(path, { ...wish, ids: ids.slice(start, start + AT_ONCE) });
        all.changed += changed;
        all.left.push(...left);
      }
      return all;
    },
    // What came before a call that failed is done.
    onSettled: refresh,
  });
}

export const useChangeDocuments = () => useSeveral<{ ids: string[]; source_id?: string; add_tags?: string[]; remove_tags?: string[] }>("/knowledge/documents/bulk");
export const useReindexDocuments = () => useSeveral<{ ids: string[] }>("/knowledge/documents/bulk-reindex");
export const useDeleteDocuments = () => useSeveral<{ ids: string[] }>("/knowledge/documents/bulk-delete");
export const useMoveEntries = () => useSeveral<{ ids: string[]; source_id: string }>("/knowledge/faq/bulk-move");
export const useTagEntries = () => useSeveral<{ ids: string[]; add_tags?: string[]; remove_tags?: string[] }>("/knowledge/faq/bulk-tag");
export const useDeleteEntries = () => useSeveral<{ ids: string[] }>("/knowledge/faq/bulk-delete");

/** The tags in use, of one of the two or of both. */
export const tagsQuery = (of?: "documents" | "questions") =>
  queryOptions({ queryKey: ["knowledge", "tags", of], queryFn: async ({ signal }) => (await api.get<schema.KnowledgeTags>("/knowledge/tags", { query: { of }, signal })).items });

/** Which agents look into which sources. The key follows agents. */
export const sightsQuery = queryOptions({ queryKey: ["agents", "sights"], queryFn: async ({ signal }) => (await api.get<schema.SightList>("/agents/knowledge", { signal })).items });

export function useKeepEntry() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ known, ...fields }: { known?: Entry | undefined; question: string; answer: string; language: DocumentLanguage; tags: string[]; source_id?: string | undefined }) =>
      known ? api.put<Entry>(`/knowledge/faq/${known.id}`, { ...fields, source_id: known.source_id }, { ifMatch: `"${known.revision}"` }) : api.post<Entry>("/knowledge/faq", fields),
    onSuccess: refresh,
  });
}

export function useImportEntries() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (pasted: { text: string; tags: string[]; source_id?: string | undefined }) => api.post<Page<Entry>>("/knowledge/faq/import", pasted), onSuccess: refresh });
}

export function useDeleteEntry() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.delete(`/knowledge/faq/${id}`), onSuccess: refresh });
}

export function useKeepSource() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ known, name, kind }: { known?: Source | undefined; name: string; kind: "upload" | "faq" }) =>
      known ? api.patch<Source>(`/knowledge/sources/${known.id}`, { name }, { ifMatch: `"${known.revision}"` }) : api.post<Source>("/knowledge/sources", { name, kind }),
    onSuccess: refresh,
  });
}

export function useDeleteSource() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.delete(`/knowledge/sources/${id}`), onSuccess: refresh });
}

export const searchKnowledge = (asked: { question: string; sources: string[]; language?: "es" | "en" | "pt" }) => api.post<Found>("/knowledge/search", { ...asked, limit: 10 });

const going = ({ status }: Site) => status === "waiting" || status === "visiting";

export const sitesQuery = queryOptions({
  queryKey: ["knowledge", "sites"],
  queryFn: async ({ signal }) => (await api.get<schema.SiteList>("/knowledge/sites", { signal })).items,
  refetchInterval: ({ state }) => (state.data?.some(going) ? POLL : false),
});

export function useAddSite() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (site: { address: string; scope: Site["scope"]; refresh: Site["refresh"] }) => api.post<Site>("/knowledge/sites", site), onSuccess: refresh });
}

export function useChangeSite(id: string) {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (change: { scope?: Site["scope"]; refresh?: Site["refresh"] }) => api.patch<Site>(`/knowledge/sites/${id}`, change), onSuccess: refresh });
}

export function useVisitSite(id: string) {
  const refresh = useRefresh();
  return useMutation({ mutationFn: () => api.post<Site>(`/knowledge/sites/${id}/visit`), onSuccess: refresh });
}

export const gapsQuery = (status: Gap["status"], agent: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["knowledge", "gaps", status, agent],
    queryFn: ({ pageParam, signal }) => api.get<Page<Gap>>("/knowledge/gaps", { query: { status, agent, cursor: pageParam, limit: PAGE }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export function useAnswerGap() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, ...answer }: { id: string; question: string; answer: string; language: DocumentLanguage; tags: string[]; source_id?: string | undefined }) => api.post<Gap>(`/knowledge/gaps/${id}/answer`, answer),
    onSuccess: refresh,
  });
}

export function useJudgeGap() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: ({ id, status }: { id: string; status: "open" | "dismissed" }) => api.patch<Gap>(`/knowledge/gaps/${id}`, { status }), onSuccess: refresh });
}

/** The last few conversations that contradict the profile. The key follows conversations: a new one may be among them. */
export const contradictingQuery = queryOptions({
  queryKey: ["conversations", "contradicting"],
  queryFn: async ({ signal }) => (await api.get<Page<ContradictingTalk>>("/conversations", { query: { contradicting: true, limit: 5 }, signal })).items,
});

export const reviewQuery = (months: number, aside: boolean) =>
  queryOptions({ queryKey: ["knowledge", "review", months, aside], queryFn: ({ signal }) => api.get<Review>("/knowledge/review", { query: { months, aside: aside || undefined }, signal }), placeholderData: keepPreviousData });

export type Aside = schema.AsideOut;

/** A finding is put aside for a reason, or shown again where there is none. */
export function useJudgeFinding() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (finding: { document_id: string; key: string; reason?: Aside["reason"] }) => api.post(finding.reason ? "/knowledge/review/aside" : "/knowledge/review/back", finding), onSuccess: refresh });
}

const filling = (space: Space | null | undefined) => space?.status === "filling";

export const meaningQuery = queryOptions({
  queryKey: ["knowledge", "meaning"],
  queryFn: ({ signal }) => api.get<Meaning>("/knowledge/meaning", { signal }),
  refetchInterval: ({ state }) => (filling(state.data?.coming) || filling(state.data?.used) ? POLL : false),
});

export function useChooseMeaning() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (wish: { kind: "off" | "account" | "local"; account_id?: string; model?: string }) => api.put<Meaning>("/knowledge/meaning", wish), onSuccess: refresh });
}

export function useRetryMeaning() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: () => api.post<Meaning>("/knowledge/meaning/retry"), onSuccess: refresh });
}

export function useMayChangeKnowledge(): boolean {
  return useSession().membership.permissions.includes("knowledge:update");
}

/** A download is a plain link, which carries no headers: the organization goes along in the address. */
export const fileAddress = (id: string, organizationId: string) => `/api/v1/knowledge/documents/${id}/file?organization=${organizationId}`;
