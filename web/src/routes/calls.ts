import { createRoute } from "@tanstack/react-router";
import { oneOf, searchSchema, text } from "@/lib/search-params";
import { needs, page } from "./page";
import { appRoute } from "./root";

const load = () => import("@/features/calls");
const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/calls",
  beforeLoad: needs("call:read"),
  validateSearch: searchSchema({
    search: text,
    running: oneOf("true", "false"),
    outcome: oneOf("answered", "no_answer", "busy", "voicemail", "interested", "not_interested", "callback_requested", "booked", "opted_out", "invalid_number"),
    direction: oneOf("outbound", "inbound", "web"),
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
  listRoute.addChildren([createRoute({ getParentRoute: () => listRoute, path: "/$callId", component: page(load, "CallSheet", "calls") })]),
  liveRoute.addChildren([createRoute({ getParentRoute: () => liveRoute, path: "/$callId", component: page(load, "LiveCallSheet", "calls") })]),
];
