import { lazyRouteComponent, redirect } from "@tanstack/react-router";
import { ApiError } from "@/api/errors";
import { activate, activeSlug, mayDo, type Me, membershipFor, meQuery } from "@/api/session";
import { loadTexts } from "@/app/i18n";
import { followPreferences } from "@/app/preferences";
import { queryClient } from "@/app/query-client";

/** A page that is fetched when it is opened, together with its texts. */
export function page<T extends Record<string, unknown>, K extends keyof T>(load: () => Promise<T>, name: K, ...namespaces: string[]) {
  return lazyRouteComponent(async () => {
    const [module] = await Promise.all([load(), loadTexts(...namespaces)]);
    return module;
  }, name);
}

/** Who is signed in, or off to the sign-in page with the way back. */
export async function requireUser(href: string): Promise<Me> {
  try {
    const known = queryClient.getQueryData(meQuery.queryKey);
    const me = await queryClient.ensureQueryData(meQuery);
    if (!known) await followPreferences(me);
    return me;
  } catch (error) {
    if (error instanceof ApiError && error.isUnauthenticated) {
      throw redirect({ to: "/sign-in", search: href === "/" ? {} : { next: href } });
    }
    throw error;
  }
}

/** As above, and in an organization; without one, off to make the first. */
export async function requireOrganization({ href, pathname }: { href: string; pathname: string }): Promise<void> {
  const me = await requireUser(href);
  const membership = membershipFor(me, activeSlug.get());
  if (membership) return activate(membership);
  activeSlug.set(null);
  if (/^\/(account|platform)/.test(pathname)) return;
  throw redirect({ to: me.user.is_super_admin ? "/platform" : "/welcome" });
}

/** Keeps a page from those whose role the API refuses: an address can be typed or passed on. */
export const needs =
  (permission: string) =>
  async ({ location, preload }: { location: { href: string }; preload: boolean }): Promise<void> => {
    if (preload) return;
    const membership = membershipFor(await requireUser(location.href), activeSlug.get());
    if (!mayDo(membership, permission)) throw new ApiError({ status: 403, code: "forbidden" });
  };
