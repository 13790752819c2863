import { type QueryKey, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Tagged } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import type { Narrow } from "@/api/narrow";

export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];
/** Open from `opens` to `closes`, as "09:00"; closing before it opens means after midnight. */
export type Span = schema.SpanWire;
/** A day that is left out is closed. */
export type Week = Partial<Record<Weekday, Span[]>>;

/** Ways to pay that the agents know a word for in each language; a profile also holds words of its own. */
export const PAYMENT_METHODS = ["cash", "card", "bank_transfer", "bizum", "paypal", "mobile", "financing", "insurance", "cheque", "gift_card"] as const;

export type Profile = Narrow<schema.ProfileOut, { hours: Week }>;
export type ProfileChange = Partial<Omit<Profile, "hours" | "exists" | "revision" | "can">>;

export type Offering = schema.OfferingOut;
export type StaffMember = Narrow<schema.StaffMemberOut, { hours: Week | null }>;
export type Place = schema.LocationOut;
export type SpecialDay = schema.SpecialDayOut;
export type Policy = schema.PolicyOut;
export interface Records {
  offerings: Offering;
  staff: StaffMember;
  locations: Place;
  "special-days": SpecialDay;
  policies: Policy;
}
export type RecordKind = keyof Records;
/** A record as it is written: its own fields, without what the server adds. */
export type Fields<K extends RecordKind> = Omit<Records[K], "id" | "revision" | "can">;

export type Setup = schema.SetupOut;
export type SetupStep = schema.SetupStep["name"];
export type Industry = schema.IndustryOut;

/** Every key begins with "business", so that "business.changed" refreshes whatever shows it. */
export const profileQuery = queryOptions({
  queryKey: ["business", "profile"],
  queryFn: ({ signal }): Promise<Tagged<Profile>> => api.getTagged<Profile>("/business", { signal }),
});

export const setupQuery = queryOptions({ queryKey: ["business", "setup"], queryFn: ({ signal }) => api.get<Setup>("/business/setup", { signal }) });

export const industriesQuery = queryOptions({
  queryKey: ["templates", "industries"],
  queryFn: async ({ signal }) => (await api.get<{ items: Industry[] }>("/industries", { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});

export const recordsQuery = <K extends RecordKind>(kind: K) =>
  queryOptions({
    queryKey: ["business", kind],
    queryFn: async ({ signal }) => (await api.get<{ items: Records[K][] }>(`/business/${kind}`, { signal })).items,
  });

export type Holiday = schema.HolidayOut;
export const holidaysQuery = (country: string, subdivision: string, year: number) =>
  queryOptions({
    queryKey: ["business", "holidays", country, subdivision, year],
    queryFn: async ({ signal }) => (await api.get<{ items: Holiday[] }>("/business/holidays", { query: { country, subdivision, year }, signal })).items,
    staleTime: Number.POSITIVE_INFINITY,
  });

function useRefresh() {
  const client = useQueryClient();
  return (...keys: QueryKey[]) => Promise.all([...keys, ["business", "setup"]].map((queryKey) => client.invalidateQueries({ queryKey })));
}

export function useChangeProfile() {
  const client = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ etag, ...change }: ProfileChange & { etag?: string | undefined }) => api.patchTagged<Profile>("/business", change, { ifMatch: etag }),
    onSuccess: (profile) => {
      client.setQueryData(profileQuery.queryKey, profile);
      return refresh();
    },
  });
}

export interface HoursChange {
  hours: Week;
  public_holidays?: boolean;
  country?: string;
  subdivision?: string;
  etag?: string | undefined;
}

export function useSetHours() {
  const client = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ etag, ...body }: HoursChange) => api.putTagged<Profile>("/business/hours", body, { ifMatch: etag }),
    onSuccess: (profile) => {
      client.setQueryData(profileQuery.queryKey, profile);
      return refresh();
    },
  });
}

export function useKeepRecord<K extends RecordKind>(kind: K) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ known, fields }: { known?: Records[K] | undefined; fields: Partial<Fields<K>> }) =>
      known ? api.put<Records[K]>(`/business/${kind}/${known.id}`, fields, { ifMatch: `"${known.revision}"` }) : api.post<Records[K]>(`/business/${kind}`, fields),
    onSuccess: () => refresh(["business", kind]),
  });
}

export function useDeleteRecord(kind: RecordKind) {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.delete(`/business/${kind}/${id}`), onSuccess: () => refresh(["business", kind]) });
}

export function useChangeSetup() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (steps: Partial<Record<SetupStep, "open" | "done" | "skipped">>) => api.patch<Setup>("/business/setup", { steps }),
    onSuccess: (setup) => client.setQueryData(setupQuery.queryKey, setup),
  });
}
