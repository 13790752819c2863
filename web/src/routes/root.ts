import { createRootRouteWithContext, createRoute, Outlet } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { CrashedAddress, MissingAddress, PendingShell } from "@/app/fallback-pages";
import { Shell } from "@/features/shell";
import { requireOrganization, requireUser } from "./page";

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet, notFoundComponent: MissingAddress });

/** Everything inside the shell of an organization. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "app",
  beforeLoad: ({ location, preload }) => (preload ? undefined : requireOrganization(location)),
  component: Shell,
  pendingComponent: PendingShell,
  errorComponent: CrashedAddress,
});

/** Signed in, but needing no organization. */
export const personRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "person",
  beforeLoad: async ({ location }) => {
    await requireUser(location.href);
  },
  component: Outlet,
});
