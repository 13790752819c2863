import { createRoute } from "@tanstack/react-router";
import { page } from "./page";
import { appRoute } from "./root";

const at = <const P extends string>(path: P) => ({ getParentRoute: () => appRoute, path }) as const;

/** One line a page; a feature with several pages has a file of its own. */
export const pageRoutes = [
  createRoute({ ...at("/"), component: page(() => import("@/features/home"), "HomePage", "home") }),
  createRoute({ ...at("/knowledge"), component: page(() => import("@/features/knowledge"), "KnowledgePage", "knowledge") }),
  createRoute({ ...at("/templates"), component: page(() => import("@/features/templates"), "TemplatesPage", "templates") }),
  createRoute({ ...at("/conversations"), component: page(() => import("@/features/conversations"), "ConversationsPage", "conversations") }),
  createRoute({ ...at("/platform"), component: page(() => import("@/features/platform"), "PlatformPage", "platform") }),
];
