import { createRoute, notFound } from "@tanstack/react-router";
import { AUDIT_SEARCH } from "@/features/audit/search";
import { oneOf, searchSchema, text } from "@/lib/search-params";
import { page, requireUser } from "./page";
import { appRoute } from "./root";

const load = () => import("@/features/platform");
const loadGallery = () => import("@/features/platform/gallery");
const layout = createRoute({
  getParentRoute: () => appRoute,
  path: "/platform",
  // For others the area does not exist; the API refuses them anyway.
  beforeLoad: async ({ location }) => {
    if (!(await requireUser(location.href)).user.is_super_admin) throw notFound();
  },
  component: page(load, "PlatformLayout", "platform"),
});
const child = <const P extends string>(path: P) => ({ getParentRoute: () => layout, path }) as const;

export const platformRoutes = layout.addChildren([
  createRoute({
    ...child("/"),
    validateSearch: searchSchema({ search: text, plan: text, state: oneOf("active", "suspended"), organization: text }),
    component: page(load, "OrganizationsPage", "platform", "table"),
  }),
  createRoute({ ...child("/people"), validateSearch: searchSchema({ search: text }), component: page(load, "PeoplePage", "platform", "table") }),
  createRoute({ ...child("/gallery"), component: page(loadGallery, "ReviewList", "gallery", "templates") }),
  createRoute({ ...child("/gallery/$submissionId"), component: page(loadGallery, "ReviewPage", "gallery", "agents") }),
  createRoute({ ...child("/gallery/published/$galleryId"), component: page(loadGallery, "ShelvedPage", "gallery", "agents") }),
  createRoute({ ...child("/health"), component: page(load, "HealthPage", "platform") }),
  createRoute({ ...child("/audit"), validateSearch: searchSchema(AUDIT_SEARCH), component: page(load, "PlatformAuditPage", "platform", "audit", "table") }),
]);
