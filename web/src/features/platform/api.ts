import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type Plan = schema.Plan;
export const PLANS = ["free", "starter", "professional", "enterprise"] as const satisfies Plan[];

/** `conversations`: of the last thirty days. */
export type PlatformOrganization = schema.PlatformOrganization;
export type PlatformUser = schema.PlatformUser;
export type CallsStopped = schema.CallsStopped;
export type Health = schema.HealthOut;

export interface OrganizationFilter {
  search?: string | undefined;
  plan?: string | undefined;
  state?: "active" | "suspended" | undefined;
}

const FIRST = "";
const next = <T>(last: Page<T>) => last.next_cursor ?? undefined;

export const organizationsQuery = ({ search, plan, state }: OrganizationFilter) =>
  infiniteQueryOptions({
    queryKey: ["platform", "organizations", search, plan, state],
    queryFn: ({ pageParam, signal }) => api.get<Page<PlatformOrganization>>("/platform/organizations", { query: { search, plan, state, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: FIRST,
    getNextPageParam: next,
    placeholderData: keepPreviousData,
  });

export const organizationQuery = (id: string) => queryOptions({ queryKey: ["platform", "organization", id], queryFn: ({ signal }) => api.get<PlatformOrganization>(`/platform/organizations/${id}`, { signal }) });

export const peopleQuery = (search: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["platform", "people", search],
    queryFn: ({ pageParam, signal }) => api.get<Page<PlatformUser>>("/platform/users", { query: { search, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: FIRST,
    getNextPageParam: next,
    placeholderData: keepPreviousData,
  });

/** Every look is told in the platform's trail, so it is not polled. */
export const healthQuery = queryOptions({ queryKey: ["platform", "health"], queryFn: ({ signal }) => api.get<Health>("/platform/health", { signal }), staleTime: 30_000 });

export const callsQuery = queryOptions({ queryKey: ["platform", "calls"], queryFn: ({ signal }) => api.get<schema.PlatformCalls>("/platform/calls", { signal }), staleTime: 30_000 });

/** Stops all calls of the installation with a reason, or lets them go on without one. */
export function useCallsSwitch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string | null) => (reason === null ? api.post<schema.PlatformCalls>("/platform/calls/resume", {}) : api.post<schema.PlatformCalls>("/platform/calls/stop", { reason })),
    onSuccess: (changed) => client.setQueryData(callsQuery.queryKey, changed),
  });
}

export type OrganizationAct = { what: "plan"; plan: Plan } | { what: "suspend" | "stop-calls"; reason: string } | { what: "resume" | "resume-calls" };

export function useOrganizationAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: OrganizationAct) => {
      const path = `/platform/organizations/${id}`;
      if (act.what === "plan") return api.patch<PlatformOrganization>(path, { plan: act.plan });
      return api.post<PlatformOrganization>(`${path}/${act.what}`, "reason" in act ? { reason: act.reason } : {});
    },
    onSuccess: async (changed) => {
      client.setQueryData(organizationQuery(id).queryKey, changed);
      await client.invalidateQueries({ queryKey: ["platform", "organizations"] });
    },
  });
}
