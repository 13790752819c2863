import { createRoute } from "@tanstack/react-router";
import { searchSchema, text } from "@/lib/search-params";
import { needs, page } from "./page";
import { appRoute } from "./root";

const load = () => import("@/features/calls");
const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/calls",
  beforeLoad: needs("call:read"),
  validateSearch: searchSchema({
    search: text,
    running: text,
    // Which words these may be is known to the page: this file is part of every first view.
    outcome: text,
    direction: text,
    agent: text,
    campaign: text,
    from: text,
    to: text,
  }),
  component: page(load, "CallsPage", "calls", "table"),
});
const liveRoute = createRoute({ getParentRoute: () => appRoute, path: "/live", beforeLoad: needs("call:read"), component: page(load, "LivePage", "calls") });

export const callRoutes = [
  // Beside the list, with an address of its own.
  listRoute.addChildren([createRoute({ getParentRoute: () => listRoute, path: "/$callId", component: page(load, "CallSheet", "calls", "promises", "trace") })]),
  liveRoute.addChildren([createRoute({ getParentRoute: () => liveRoute, path: "/$callId", component: page(load, "LiveCallSheet", "calls", "promises", "trace") })]),
];
