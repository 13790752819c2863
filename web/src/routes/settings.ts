import { createRoute, redirect } from "@tanstack/react-router";
import { AUDIT_SEARCH } from "@/features/audit/search";
import { searchSchema, text } from "@/lib/search-params";
import { activeSlug, membershipFor } from "@/api/session";
import { needs, page, requireUser } from "./page";
import { appRoute } from "./root";

const load = () => import("@/features/settings");
const layout = createRoute({ getParentRoute: () => appRoute, path: "/settings", component: page(load, "SettingsLayout", "settings") });
const child = <const P extends string>(path: P) => ({ getParentRoute: () => layout, path }) as const;

export const settingsRoutes = layout.addChildren([
  createRoute({
    ...child("/"),
    // Whoever may not read the business begins with what everybody may.
    beforeLoad: async ({ location }) => {
      const membership = membershipFor(await requireUser(location.href), activeSlug.get());
      throw redirect({ to: membership?.permissions.includes("business:read") ? "/settings/business" : "/settings/organization", replace: true });
    },
  }),
  createRoute({ ...child("/business"), beforeLoad: needs("business:read"), component: page(() => import("@/features/business"), "BusinessPage", "business") }),
  createRoute({ ...child("/organization"), beforeLoad: needs("organization:read"), component: page(load, "OrganizationPage", "settings") }),
  createRoute({ ...child("/team"), beforeLoad: needs("member:read"), component: page(load, "TeamPage", "settings") }),
  createRoute({ ...child("/usage"), beforeLoad: needs("organization:read"), validateSearch: searchSchema({ from: text, to: text }), component: page(load, "UsagePage", "settings", "table") }),
  createRoute({ ...child("/contact-rules"), beforeLoad: needs("compliance:read"), component: page(load, "ContactRulesPage", "compliance", "business") }),
  createRoute({ ...child("/channels"), beforeLoad: needs("channel:read"), validateSearch: searchSchema({ agent: text, channel: text, number: text }), component: page(load, "ChannelsPage", "settings", "table", "business") }),
  createRoute({ ...child("/providers"), beforeLoad: needs("model_account:read"), component: page(load, "ProvidersPage", "settings") }),
  createRoute({ ...child("/api-keys"), beforeLoad: needs("api_key:manage"), component: page(load, "KeysPage", "settings") }),
  createRoute({ ...child("/branding"), beforeLoad: needs("organization:read"), component: page(load, "BrandingPage", "settings") }),
  createRoute({ ...child("/security"), beforeLoad: needs("audit:read"), validateSearch: searchSchema(AUDIT_SEARCH), component: page(load, "SecurityPage", "settings", "audit", "table") }),
]);
