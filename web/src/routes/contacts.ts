import { createRoute } from "@tanstack/react-router";
import { flag, oneOf, searchSchema, text } from "@/lib/search-params";
import { needs, page } from "./page";
import { appRoute } from "./root";

const load = () => import("@/features/contacts");
const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/contacts",
  beforeLoad: needs("contact:read"),
  validateSearch: searchSchema({
    search: text,
    stage: oneOf("new", "contacted", "interested", "booked", "won", "lost"),
    owner: text,
    tag: text,
    source: text,
    do_not_call: oneOf("true", "false"),
    import: text,
    sort: oneOf("-created_at", "created_at", "name", "-name", "-active_at"),
    as: oneOf("board"),
    new: flag,
  }),
  component: page(load, "ContactsPage", "contacts"),
});

export const contactRoutes = [
  listRoute.addChildren([
    // Beside the list, with an address of its own.
    createRoute({ getParentRoute: () => listRoute, path: "/$contactId", component: page(load, "ContactSheet", "contacts", "trace") }),
  ]),
  createRoute({ getParentRoute: () => appRoute, path: "/contacts/import", beforeLoad: needs("contact:update"), component: page(load, "ImportPage", "contacts") }),
  createRoute({ getParentRoute: () => appRoute, path: "/contacts/import/$importId", beforeLoad: needs("contact:update"), component: page(load, "ImportRunPage", "contacts") }),
];
