import { createRouter } from "@tanstack/react-router";
import { parseSearch, writeSearch } from "@/lib/search-params";
import { routeTree } from "@/routes/tree";
import { offerWay } from "@/ui/error-ways";
import { CrashPage, MissingPage, PendingPage } from "./fallback-pages";
import { organizationInAddress } from "./organization-address";
import { queryClient } from "./query-client";

// What does not fit into the plan: how much is taken, and of what.
offerWay("plan_limit", { to: "/settings/usage", label: "ways.usage" });

export const router = createRouter({
  routeTree,
  context: { queryClient },
  rewrite: organizationInAddress,
  parseSearch,
  stringifySearch: writeSearch,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 300,
  defaultPendingComponent: PendingPage,
  defaultErrorComponent: CrashPage,
  defaultNotFoundComponent: MissingPage,
  scrollRestoration: true,
  scrollToTopSelectors: ["#main"],
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
