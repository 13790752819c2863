import type { Blueprint as Carried } from "./api";

/** Texts by language: `{es: "Hola", en: "Hello"}`. */
export type Texts = Record<string, string>;
export type Data = Record<string, unknown>;

export interface Position {
  x: number;
  y: number;
}
export interface FlowNode {
  id: string;
  kind: string;
  name: string;
  position: Position;
  data: Data;
}
export interface Edge {
  id: string;
  source: string;
  port: string;
  target: string;
}
/** Who did something and when, to the second in UTC. The name stays when its person has left. */
export interface Signature {
  by: string;
  name: string;
  at: string;
}
export interface Answer {
  id: string;
  text: string;
  signed: Signature;
}
/** A comment, on the canvas or at a step. No customer ever hears it. Those of before they were signed have nobody's name. */
export interface Note {
  id: string;
  text: string;
  position: Position;
  width: number;
  height: number;
  node?: string | null;
  signed?: Signature | null;
  answers?: Answer[];
  done?: Signature | null;
}
/** A named frame around the steps that lie in it. */
export interface StepGroup {
  id: string;
  name: string;
  position: Position;
  width: number;
  height: number;
}
export interface Layout {
  notes: Note[];
  groups: StepGroup[];
}
export interface Flow {
  id: string;
  name: string;
  entry: string | null;
  nodes: FlowNode[];
  edges: Edge[];
  /** What else lies on the canvas; there as soon as somebody has drawn on it. */
  layout?: Layout | null;
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

type Stored<T extends { id: string }> = Partial<T> & { id: string };

// What is whole already stays the same object: hundreds of steps are drawn anew only where one has changed.
const nodeOf = (node: Stored<FlowNode>): FlowNode =>
  node.name !== undefined && node.position && node.data ? (node as FlowNode) : ({ ...node, name: node.name ?? "", position: node.position ?? { x: 0, y: 0 }, data: node.data ?? {} } as FlowNode);
const edgeOf = (edge: Stored<Edge>): Edge => (edge.port === undefined ? ({ ...edge, port: "next" } as Edge) : (edge as Edge));
const flowOf = (flow: Stored<Flow>): Flow => ({
  ...flow,
  name: flow.name ?? "",
  entry: flow.entry ?? null,
  nodes: (flow.nodes ?? []).map(nodeOf),
  edges: (flow.edges ?? []).map(edgeOf),
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
