import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type Page, type Query } from "@/api/client";
import type { AuditEntryOut, VerdictOut } from "@/api/generated/schema";
import type { AuditView } from "./search";
import { startOfDay } from "./zone-days";

/** An organization's own trail, or the platform's. */
export type Chain = "/audit" | "/platform/audit";

export type AuditEntry = AuditEntryOut;
/** `anchor`: the last link that holds, to be noted elsewhere. */
export type Verdict = VerdictOut;

/** The address's filters as the API takes them: days become instants of the zone. */
export function filterQuery(view: AuditView, timeZone: string): Query {
  const { actor, action, subject_kind, subject, from, to } = view;
  return { actor, action, subject_kind, subject, since: from && startOfDay(from, timeZone), until: to && startOfDay(to, timeZone, 1) };
}

export const trailQuery = (chain: Chain, view: AuditView, timeZone: string) => {
  const filter = filterQuery(view, timeZone);
  return infiniteQueryOptions({
    queryKey: ["audit", chain, filter],
    queryFn: ({ pageParam, signal }) => api.get<Page<AuditEntry>>(chain, { query: { ...filter, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
};

/** Walks the whole chain: only when somebody asks for it. */
export const verdictQuery = (chain: Chain, anchor: string) =>
  queryOptions({ queryKey: ["audit-verdict", chain, anchor], queryFn: ({ signal }) => api.get<Verdict>(`${chain}/verification`, { query: { anchor }, signal }), enabled: false, gcTime: 0, retry: false });
