import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { auth } from "@/api/auth";
import { api, type Page } from "@/api/client";
import type { SecurityEventOut } from "@/api/generated/schema";

/** Of the person, not of an organization: kept when the organization is switched. */
export const authenticatorsQuery = queryOptions({ queryKey: ["session", "authenticators"], queryFn: auth.authenticators });
export const devicesQuery = queryOptions({ queryKey: ["session", "devices"], queryFn: auth.devices });
export const emailsQuery = queryOptions({ queryKey: ["session", "emails"], queryFn: auth.emails });

export type AccountEvent = SecurityEventOut;
export const activityQuery = infiniteQueryOptions({
  queryKey: ["session", "activity"],
  queryFn: ({ pageParam, signal }) => api.get<Page<AccountEvent>>("/me/security-events", { query: { cursor: pageParam, limit: 10 }, signal }),
  initialPageParam: "",
  getNextPageParam: (last) => last.next_cursor ?? undefined,
});
