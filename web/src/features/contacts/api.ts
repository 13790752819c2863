import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page, type Tagged, withQuery } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import type { Narrow } from "@/api/narrow";
import { activeOrganization } from "@/api/organization";

export type ContactSummary = schema.ContactSummary;
export type CustomValue = string | number | boolean;
export type Contact = Narrow<schema.ContactOut, { custom: Record<string, CustomValue> }>;
export type StageId = ContactSummary["stage"];
export type Stage = schema.StageOut;
export type Consent = schema.ConsentOut;
export type NewConsent = Pick<schema.ConsentIn, "purpose" | "channel" | "source" | "wording" | "automated">;
export type Happening = schema.HappeningOut;
export type Owner = schema.OwnerOut;
export type Purpose = schema.DecisionOut["purpose"];
export type ContactFields = Partial<schema.ContactChange>;
export interface ContactFilter {
  search?: string | undefined;
  stage?: StageId | undefined;
  owner?: string | undefined;
  tag?: string | undefined;
  source?: string | undefined;
  do_not_call?: "true" | "false" | undefined;
  import?: string | undefined;
  sort?: string | undefined;
}

const PAGE = 50;

/** Every key begins with "contacts", so that "lead.changed" refreshes whatever shows one. */
export const contactsQuery = (filter: ContactFilter) =>
  infiniteQueryOptions({
    queryKey: ["contacts", "list", filter],
    queryFn: ({ pageParam, signal }) => api.get<Page<ContactSummary>>("/contacts", { query: { ...filter, cursor: pageParam, limit: PAGE }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const contactQuery = (id: string) =>
  queryOptions({ queryKey: ["contacts", id], queryFn: ({ signal }): Promise<Tagged<Contact>> => api.getTagged<Contact>(`/contacts/${id}`, { signal }) });

/** Worded by the server in the reader's language; what is allowed changes with the hour. */
export const contactabilityQuery = (id: string, purpose: Purpose, language: string) =>
  queryOptions({
    queryKey: ["contacts", id, "contactability", purpose, language],
    queryFn: ({ signal }) => api.get<schema.DecisionOut>(`/contacts/${id}/contactability`, { query: { purpose }, signal }),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });

export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["contacts", id, "timeline"],
    queryFn: ({ pageParam, signal }) => api.get<Page<Happening>>(`/contacts/${id}/timeline`, { query: { cursor: pageParam, limit: 20 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

/** The stages, named by the server in the reader's language. */
export const stagesQuery = (language: string) =>
  queryOptions({ queryKey: ["contacts", "stages", language], queryFn: async ({ signal }) => (await api.get<{ items: Stage[] }>("/contacts/stages", { signal })).items, staleTime: Number.POSITIVE_INFINITY });
export const tagsQuery = queryOptions({ queryKey: ["contacts", "tags"], queryFn: async ({ signal }) => (await api.get<{ items: string[] }>("/contacts/tags", { signal })).items });
export const sourcesQuery = queryOptions({ queryKey: ["contacts", "sources"], queryFn: async ({ signal }) => (await api.get<{ items: string[] }>("/contacts/sources", { signal })).items });
export const ownersQuery = queryOptions({ queryKey: ["contacts", "owners"], queryFn: async ({ signal }) => (await api.get<{ items: Owner[] }>("/contacts/owners", { signal })).items, staleTime: 60_000 });

/** Those to choose from by name or number: for merging. */
export const choicesQuery = (search: string) =>
  queryOptions({
    queryKey: ["contacts", "choices", search],
    queryFn: async ({ signal }) => (await api.get<Page<ContactSummary>>("/contacts", { query: { search, limit: 10 }, signal })).items,
    placeholderData: keepPreviousData,
  });

/** Where the same contacts are fetched as a file; a plain link cannot carry the header. */
export const exportAddress = (filter: ContactFilter): string => withQuery("/api/v1/contacts/export", { ...filter, organization: activeOrganization.get() });

export function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["contacts"] });
}

export function useCreateContact() {
  return useMutation({ mutationFn: (fields: ContactFields) => api.post<Contact>("/contacts", fields), onSuccess: useRefresh() });
}

export function useChangeContact(id: string) {
  const client = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ etag, ...change }: ContactFields & { etag?: string | undefined }) => api.patchTagged<Contact>(`/contacts/${id}`, change, { ifMatch: etag }),
    onSuccess: (contact) => {
      client.setQueryData(contactQuery(id).queryKey, contact);
      return refresh();
    },
  });
}

export function useDeleteContact() {
  return useMutation({ mutationFn: (id: string) => api.delete<unknown>(`/contacts/${id}`), onSuccess: useRefresh() });
}

export interface BulkChange {
  stage?: StageId;
  add_tags?: string[];
  remove_tags?: string[];
  owner_id?: string;
}

export function useChangeContacts() {
  return useMutation({ mutationFn: (change: BulkChange & { ids: string[] }) => api.post<schema.BulkOut>("/contacts/bulk", change), onSuccess: useRefresh() });
}

export function useDeleteContacts() {
  return useMutation({ mutationFn: (ids: string[]) => api.post<schema.BulkOut>("/contacts/bulk-delete", { ids }), onSuccess: useRefresh() });
}

export function useMergeContacts(id: string) {
  return useMutation({ mutationFn: (other: string) => api.post<Contact>(`/contacts/${id}/merge`, { other_id: other }), onSuccess: useRefresh() });
}

export function useAddConsent(id: string) {
  return useMutation({ mutationFn: (consent: NewConsent) => api.post<Contact>(`/contacts/${id}/consents`, consent), onSuccess: useRefresh() });
}

export function useWithdrawConsent(id: string) {
  return useMutation({ mutationFn: (consent: string) => api.post<Contact>(`/contacts/${id}/consents/${consent}/withdraw`), onSuccess: useRefresh() });
}

export function useAddNote(id: string) {
  return useMutation({ mutationFn: (text: string) => api.post<Happening>(`/contacts/${id}/notes`, { text }), onSuccess: useRefresh() });
}

export function useDeleteNote(id: string) {
  return useMutation({ mutationFn: (note: string) => api.delete<unknown>(`/contacts/${id}/notes/${note}`), onSuccess: useRefresh() });
}
