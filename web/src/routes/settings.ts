import { createRoute, redirect } from "@tanstack/react-router";
import { AUDIT_SEARCH } from "@/features/audit/search";
import { searchSchema, text } from "@/lib/search-params";
import { page } from "./page";
import { appRoute } from "./root";

const load = () => import("@/features/settings");
const layout = createRoute({ getParentRoute: () => appRoute, path: "/settings", component: page(load, "SettingsLayout", "settings") });
const child = <const P extends string>(path: P) => ({ getParentRoute: () => layout, path }) as const;

export const settingsRoutes = layout.addChildren([
  createRoute({
    ...child("/"),
    beforeLoad: () => {
      throw redirect({ to: "/settings/business" });
    },
  }),
  createRoute({ ...child("/business"), component: page(() => import("@/features/business"), "BusinessPage", "business") }),
  createRoute({ ...child("/organization"), component: page(load, "OrganizationPage", "settings") }),
  createRoute({ ...child("/team"), component: page(load, "TeamPage", "settings") }),
  createRoute({ ...child("/channels"), validateSearch: searchSchema({ agent: text, channel: text }), component: page(load, "ChannelsPage", "settings") }),
  createRoute({ ...child("/providers"), component: page(load, "ProvidersPage", "settings") }),
  createRoute({ ...child("/branding"), component: page(load, "BrandingPage", "settings") }),
  createRoute({ ...child("/security"), validateSearch: searchSchema(AUDIT_SEARCH), component: page(load, "SecurityPage", "settings", "audit") }),
]);
