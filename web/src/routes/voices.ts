import { createRoute } from "@tanstack/react-router";
import { flag, oneOf, searchSchema, text } from "@/lib/search-params";
import { needs, page } from "./page";
import { appRoute } from "./root";

const load = () => import("@/features/voices");
const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/voices",
  beforeLoad: needs("voice:read"),
  validateSearch: searchSchema({
    search: text,
    language: text,
    gender: oneOf("female", "male", "neutral"),
    accent: text,
    maker: text,
    account: text,
    tier: oneOf("basic", "premium"),
    cloned: oneOf("true", "false"),
    favourites: oneOf("true"),
    compare: text,
    clone: flag,
  }),
  component: page(load, "VoicesPage", "voices", "table"),
});

export const voiceRoutes = [
  listRoute.addChildren([
    // Beside the list, with an address of its own.
    createRoute({ getParentRoute: () => listRoute, path: "/$voiceId", component: page(load, "VoiceSheet", "voices") }),
  ]),
];
