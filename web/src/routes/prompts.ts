import { createRoute } from "@tanstack/react-router";
import { flag, searchSchema, text } from "@/lib/search-params";
import { needs, page } from "./page";
import { appRoute } from "./root";

const load = () => import("@/features/prompts");
const promptRoute = createRoute({ getParentRoute: () => appRoute, path: "/prompts/$promptId", beforeLoad: needs("prompt:read"), component: page(load, "PromptLayout", "prompts") });
const tab = <const P extends string>(path: P) => ({ getParentRoute: () => promptRoute, path }) as const;

export const promptRoutes = [
  createRoute({ getParentRoute: () => appRoute, path: "/prompts", beforeLoad: needs("prompt:read"), validateSearch: searchSchema({ search: text, tag: text, new: flag }), component: page(load, "PromptsPage", "prompts", "table") }),
  promptRoute.addChildren([
    createRoute({ ...tab("/"), component: page(load, "PromptEditor", "prompts") }),
    createRoute({ ...tab("/test"), component: page(load, "PromptTests", "prompts") }),
    createRoute({ ...tab("/versions"), validateSearch: searchSchema({ from: text, to: text }), component: page(load, "PromptVersions", "prompts") }),
    createRoute({ ...tab("/uses"), component: page(load, "PromptUses", "prompts") }),
  ]),
];
