import { createRoute, redirect } from "@tanstack/react-router";
import { flag, oneOf, searchSchema, text } from "@/lib/search-params";
import { needs, page } from "./page";
import { appRoute } from "./root";

const load = () => import("@/features/agents");
const loadImports = () => import("@/features/agents/imports");
const loadBuild = () => import("@/features/agents/build");

const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/agents",
  beforeLoad: needs("agent:read"),
  validateSearch: searchSchema({
    search: text,
    status: oneOf("draft", "active", "paused", "archived"),
    kind: oneOf("chat", "voice", "both"),
    tag: text,
    sort: text,
    new: flag,
  }),
  component: page(load, "AgentsPage", "agents", "table"),
});

const agentRoute = createRoute({ getParentRoute: () => appRoute, path: "/agents/$agentId", beforeLoad: needs("agent:read"), component: page(load, "AgentLayout", "agents", "trace", "proof", "turns") });
const tab = <const P extends string>(path: P) => ({ getParentRoute: () => agentRoute, path }) as const;

const importRoute = createRoute({ getParentRoute: () => appRoute, path: "/agents/import", beforeLoad: needs("agent:create"), component: page(loadImports, "ImportPage", "agents", "deployments", "imports") });
const reportRoute = createRoute({ getParentRoute: () => appRoute, path: "/agents/import/$importId", beforeLoad: needs("agent:create"), component: page(loadImports, "ReportPage", "agents", "imports") });
const uploadRoute = createRoute({ getParentRoute: () => appRoute, path: "/agents/import/several/$uploadId", beforeLoad: needs("agent:create"), component: page(loadImports, "UploadPage", "agents", "imports") });

export const agentRoutes = [
  listRoute,
  importRoute,
  reportRoute,
  uploadRoute,
  agentRoute.addChildren([
    createRoute({
      ...tab("/"),
      beforeLoad: ({ params }) => {
        throw redirect({ to: "/agents/$agentId/build", params: { agentId: (params as { agentId: string }).agentId }, replace: true });
      },
    }),
    createRoute({ ...tab("/build"), validateSearch: searchSchema({ flow: text, node: text, part: oneOf("general"), way: text }), component: page(loadBuild, "BuildTab", "agents", "canvas") }),
    createRoute({ ...tab("/knowledge"), component: page(loadBuild, "KnowledgeTab", "agents") }),
    createRoute({ ...tab("/tools"), component: page(loadBuild, "ToolsTab", "agents") }),
    createRoute({ ...tab("/scenarios"), validateSearch: searchSchema({ from: text, turn: text }), component: page(() => import("@/features/agents/scenarios"), "ScenariosTab", "agents", "scenarios") }),
    createRoute({ ...tab("/languages"), validateSearch: searchSchema({ language: text }), component: page(() => import("@/features/agents/languages"), "LanguagesTab", "agents", "languages") }),
    createRoute({ ...tab("/experiments"), component: page(() => import("@/features/agents/experiments"), "ExperimentsTab", "agents", "experiments", "proof", "trace") }),
    createRoute({ ...tab("/versions"), component: page(load, "VersionsTab", "agents") }),
    createRoute({ ...tab("/deploy"), component: page(() => import("@/features/agents/deploy"), "DeployTab", "agents", "deployments") }),
    createRoute({ ...tab("/template"), component: page(() => import("@/features/agents/template"), "UpdatePage", "agents", "gallery", "differences") }),
    createRoute({ ...tab("/insights"), component: page(load, "InsightsTab", "agents", "home") }),
  ]),
];
