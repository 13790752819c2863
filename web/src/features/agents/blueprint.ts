import type { Blueprint as Carried } from "./api";

/** Texts by language: `{es: "Hola", en: "Hello"}`. */
export type Texts = Record<string, string>;
export type Data = Record<string, unknown>;

export interface FlowNode {
  id: string;
  kind: string;
  name: string;
  position: { x: number; y: number };
  data: Data;
}
export interface Edge {
  id: string;
  source: string;
  port: string;
  target: string;
}
export interface Flow {
  id: string;
  name: string;
  entry: string | null;
  nodes: FlowNode[];
  edges: Edge[];
}
export interface Variable {
  name: string;
  label: string;
  description: string;
  default: unknown;
}
/** A tool as the agent was granted it; without an id it is one that every agent may have. */
export interface GrantedTool {
  name: string;
  description: string;
  parameters: Record<string, unknown>;
  id: string;
  version: number;
  say_first: Texts;
  outputs: string[];
}
export interface Interrupt {
  enabled: boolean;
  phrases: Record<string, string[]>;
}
export type Wish = "person" | "restart" | "language";
/** A wish that nobody can switch off: own phrases add to the built-in ones. */
export interface Demand {
  phrases: Record<string, string[]>;
}

/** What the editor reads of a blueprint. What it does not know stays in it, untouched. */
export interface AgentBlueprint extends Carried {
  name: string;
  persona: Texts;
  greeting: Texts;
  ai_notice: Texts;
  languages: string[];
  default_language: string | null;
  flows: Flow[];
  entry_flow: string | null;
  variables: Variable[];
  tools: GrantedTool[];
  knowledge: { id: string; name: string }[];
  business: { facts: Record<string, unknown> } & Data;
  interrupts: Record<Wish, Interrupt> & { stop: Demand };
}

const EMPTY = {
  name: "",
  persona: {},
  greeting: {},
  ai_notice: {},
  languages: ["es"],
  default_language: null,
  flows: [],
  entry_flow: null,
  variables: [],
  tools: [],
  knowledge: [],
  business: { facts: {} },
  interrupts: {},
} satisfies Record<string, unknown>;

const flowOf = (flow: Partial<Flow> & { id: string }): Flow => ({
  ...flow,
  name: flow.name ?? "",
  entry: flow.entry ?? null,
  nodes: (flow.nodes ?? []).map((node) => ({ ...node, name: node.name ?? "", position: node.position ?? { x: 0, y: 0 }, data: node.data ?? {} })),
  edges: (flow.edges ?? []).map((edge) => ({ ...edge, port: edge.port ?? "next" })),
});

/** A stored blueprint with everything that was left out put in. */
export function readBlueprint(stored: Carried): AgentBlueprint {
  const full = { ...EMPTY, ...stored } as unknown as AgentBlueprint;
  const interrupt = (wish: Wish): Interrupt => ({ enabled: full.interrupts[wish]?.enabled ?? true, phrases: full.interrupts[wish]?.phrases ?? {} });
  return {
    ...full,
    flows: full.flows.map(flowOf),
    business: { ...full.business, facts: full.business.facts ?? {} },
    interrupts: { person: interrupt("person"), restart: interrupt("restart"), language: interrupt("language"), stop: { phrases: full.interrupts.stop?.phrases ?? {} } },
  };
}

/** The text in a language, else in any. */
export const anyText = (texts: unknown, language: string): string => {
  if (typeof texts === "string") return texts;
  if (typeof texts !== "object" || texts === null) return "";
  const known = texts as Texts;
  return known[language] || Object.values(known).find(Boolean) || "";
};

/** The language that the agent falls back on. */
export const mainLanguage = (blueprint: AgentBlueprint): string =>
  blueprint.default_language && blueprint.languages.includes(blueprint.default_language) ? blueprint.default_language : (blueprint.languages[0] ?? "es");
