import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { storage } from "@/lib/storage";
import { api } from "./client";
import type { MembershipOut, MeOut, UserOut } from "./generated/schema";
import type { Narrow } from "./narrow";
import { activeOrganization } from "./organization";

export type Theme = "light" | "dark" | "system";

export type User = Narrow<UserOut, { theme: Theme }>;
export type Membership = MembershipOut;
export type Organization = Membership["organization"];
export type Me = Narrow<MeOut, { user: User }>;

export const meQuery = queryOptions({
  queryKey: ["session", "me"],
  queryFn: ({ signal }) => api.get<Me>("/me", { signal }),
  staleTime: 5 * 60_000,
});

/** The slug of the organization in use; the address carries it, so that links lead to the right one. */
const slugListeners = new Set<() => void>();
let slug: string | null = storage.read("organization");

export const activeSlug = {
  get: (): string | null => slug,
  set: (next: string | null): void => {
    if (next === slug) return;
    slug = next;
    if (next) storage.write("organization", next);
    slugListeners.forEach((notify) => notify());
  },
  subscribe: (listener: () => void) => {
    slugListeners.add(listener);
    return () => slugListeners.delete(listener);
  },
};

/** The membership that a slug means; the first one when it means none. */
export function membershipFor(me: Me, wanted: string | null): Membership | undefined {
  return me.memberships.find(({ organization }) => organization.slug === wanted) ?? me.memberships[0];
}

/** Whether the caller's role allows it: what the API would refuse is not offered. */
export const mayDo = (membership: Membership | undefined, permission: string): boolean => membership?.permissions.includes(permission) ?? false;

/** Makes every following request one of this organization. */
export function activate(membership: Membership): void {
  activeOrganization.set(membership.organization.id);
  activeSlug.set(membership.organization.slug);
}

/** Who is signed in. Only below routes that made sure of it. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Who is signed in, and in which organization. */
export function useSession(): Me & { membership: Membership; organization: Organization } {
  const me = useMe();
  const current = useSyncExternalStore(activeSlug.subscribe, activeSlug.get);
  const membership = membershipFor(me, current);
  if (!membership) throw new Error("no organization: the route must send to /welcome");
  return { ...me, membership, organization: membership.organization };
}

export function useMay(permission: string): boolean {
  return mayDo(useSession().membership, permission);
}
