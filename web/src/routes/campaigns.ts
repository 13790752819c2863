import { createRoute } from "@tanstack/react-router";
import { oneOf, searchSchema, text } from "@/lib/search-params";
import { needs, page } from "./page";
import { appRoute } from "./root";

const load = () => import("@/features/campaigns");

export const campaignRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: "/campaigns",
    beforeLoad: needs("campaign:read"),
    validateSearch: searchSchema({ search: text, status: oneOf("draft", "scheduled", "running", "paused", "finished", "stopped") }),
    component: page(load, "CampaignsPage", "campaigns"),
  }),
  createRoute({ getParentRoute: () => appRoute, path: "/campaigns/$campaignId", beforeLoad: needs("campaign:read"), component: page(load, "CampaignPage", "campaigns", "business", "contacts") }),
];
