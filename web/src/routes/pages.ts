import { createRoute } from "@tanstack/react-router";
import { flag, oneOf, searchSchema, text, whole } from "@/lib/search-params";
import { needs, page } from "./page";
import { appRoute } from "./root";

const at = <const P extends string>(path: P) => ({ getParentRoute: () => appRoute, path }) as const;

const loadConversations = () => import("@/features/conversations");
const conversationsRoute = createRoute({
  ...at("/conversations"),
  beforeLoad: needs("conversation:read"),
  validateSearch: searchSchema({
    search: text,
    agent: text,
    status: oneOf("active", "handed_off", "ended"),
    outcome: text,
    language: text,
    channel: text,
    tests: oneOf("only", "all"),
    from: text,
    to: text,
    rating: whole,
    tag: text,
    handoff: oneOf("true", "false"),
    mine: flag,
    contradicting: flag,
    rated: oneOf("good", "bad"),
    experiment: text,
    arm: oneOf("a", "b"),
    sort: oneOf("-started_at", "started_at", "-last_at"),
  }),
  component: page(loadConversations, "ConversationsPage", "conversations", "trace", "table"),
});

const loadKnowledge = () => import("@/features/knowledge");
const knowledge = createRoute({ ...at("/knowledge"), beforeLoad: needs("knowledge:read"), component: page(loadKnowledge, "KnowledgeLayout", "knowledge") });

/** One line a page; a feature with several pages has a file of its own. */
export const pageRoutes = [
  createRoute({ ...at("/"), validateSearch: searchSchema({ range: oneOf("7d", "30d", "90d"), agent: text }), component: page(() => import("@/features/home"), "HomePage", "home", "trace") }),
  knowledge.addChildren([
    createRoute({ getParentRoute: () => knowledge, path: "/", validateSearch: searchSchema({ search: text, status: oneOf("waiting", "indexing", "ready", "failed"), source: text, tag: text, document: text, passage: text }), component: page(loadKnowledge, "DocumentsPage", "knowledge", "table") }),
    createRoute({ getParentRoute: () => knowledge, path: "/questions", validateSearch: searchSchema({ search: text, source: text, tag: text }), component: page(loadKnowledge, "QuestionsPage", "knowledge", "table") }),
    createRoute({ getParentRoute: () => knowledge, path: "/sources", component: page(loadKnowledge, "SourcesPage", "knowledge") }),
    createRoute({ getParentRoute: () => knowledge, path: "/unanswered", validateSearch: searchSchema({ status: oneOf("open", "answered", "dismissed"), agent: text }), component: page(loadKnowledge, "UnansweredPage", "knowledge") }),
    createRoute({ getParentRoute: () => knowledge, path: "/review", component: page(loadKnowledge, "ReviewPage", "knowledge") }),
    createRoute({ getParentRoute: () => knowledge, path: "/try", validateSearch: searchSchema({ agent: text, question: text }), component: page(loadKnowledge, "TryPage", "knowledge") }),
  ]),
  createRoute({ ...at("/templates"), beforeLoad: needs("template:read"), validateSearch: searchSchema({ search: text, industry: text, purpose: text, language: text, template: text, kind: text }), component: page(() => import("@/features/templates"), "TemplatesPage", "templates", "gallery", "agents") }),
  createRoute({ ...at("/templates/$templateId/publish"), beforeLoad: needs("template:publish"), component: page(() => import("@/features/templates/gallery"), "PublishPage", "gallery", "templates", "agents") }),
  createRoute({ ...at("/templates/updates/$thingId"), beforeLoad: needs("template:read"), component: page(() => import("@/features/agents/template"), "ThingUpdatePage", "gallery", "templates", "agents", "differences", "trace") }),
  conversationsRoute.addChildren([
    // Beside the list, with an address of its own.
    createRoute({ getParentRoute: () => conversationsRoute, path: "/$conversationId", component: page(loadConversations, "ConversationSheet", "conversations", "promises", "trace", "approvals", "turns") }),
  ]),
];
