import type { GalleryTemplate } from "./api";

type Holds = GalleryTemplate["holds"];

/** What whoever installs one must be allowed to do. */
export const INSTALLS = { agent: "agent:create", flow: "agent:create", prompt: "prompt:manage", tool: "tool:manage" } as const satisfies Record<Holds, string>;

/** Where such things are made, and whose lists hold them. */
export const MADE_AT = { agent: "agents", flow: "flows", prompt: "prompts", tool: "tools" } as const satisfies Record<Holds, string>;
export const LISTED_IN = { agent: "agents", flow: "templates", prompt: "prompts", tool: "tools" } as const satisfies Record<Holds, string>;

/** The page of something that was made, with what tells it apart. */
export function pageOf(id: string) {
  switch (id.split("_")[0]) {
    case "prm":
      return { to: "/prompts/$promptId", params: { promptId: id } } as const;
    case "tool":
      return { to: "/tools/$toolId", params: { toolId: id } } as const;
    case "tpl":
      return { to: "/templates", search: { template: id } } as const;
    default:
      return { to: "/agents/$agentId", params: { agentId: id } } as const;
  }
}

/** The page of what a newer version would change in it. */
export function updatesOf(id: string) {
  return id.startsWith("agt_") ? ({ to: "/agents/$agentId/template", params: { agentId: id } } as const) : ({ to: "/templates/updates/$thingId", params: { thingId: id } } as const);
}
