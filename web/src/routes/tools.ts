import { createRoute } from "@tanstack/react-router";
import { searchSchema, text } from "@/lib/search-params";
import { needs, page } from "./page";
import { appRoute } from "./root";

const load = () => import("@/features/tools");
const toolRoute = createRoute({ getParentRoute: () => appRoute, path: "/tools/$toolId", beforeLoad: needs("tool:read"), component: page(load, "ToolLayout", "tools") });
const tab = <const P extends string>(path: P) => ({ getParentRoute: () => toolRoute, path }) as const;

export const toolRoutes = [
  createRoute({ getParentRoute: () => appRoute, path: "/tools", beforeLoad: needs("tool:read"), validateSearch: searchSchema({ search: text }), component: page(load, "ToolsPage", "tools", "table", "approvals") }),
  createRoute({ getParentRoute: () => appRoute, path: "/tools/approvals", beforeLoad: needs("tool:approve"), component: page(() => import("@/features/approvals"), "ApprovalsPage", "approvals") }),
  createRoute({ getParentRoute: () => appRoute, path: "/tools/sign-ins", beforeLoad: needs("tool:read"), component: page(load, "SignInsPage", "tools") }),
  toolRoute.addChildren([
    createRoute({ ...tab("/"), component: page(load, "ToolEditor", "tools") }),
    createRoute({ ...tab("/calls"), component: page(load, "ToolCalls", "tools") }),
    createRoute({ ...tab("/versions"), component: page(load, "ToolVersions", "tools") }),
    createRoute({ ...tab("/documentation"), component: page(load, "ToolDocumentation", "tools") }),
  ]),
];
