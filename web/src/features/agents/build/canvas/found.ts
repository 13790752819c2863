import { matchScore } from "@/lib/text-match";
import type { AgentBlueprint, Flow, FlowNode } from "../../blueprint";
import type { NodeKind } from "../node-kinds";

/** Something on a canvas that holds what is searched, and where in it. */
export interface Found {
  flow: Flow;
  id: string;
  kind: "step" | "note" | "group";
  node?: FlowNode;
  /** The part of the step's data that holds it; empty where its name or kind does. */
  field: string;
  /** The words around it. */
  text: string;
  score: number;
}
export interface FoundNames {
  nameOf: (node: FlowNode) => string;
  kindOf: (node: FlowNode) => NodeKind | undefined;
  kindName: (kind: NodeKind | undefined) => string;
}

/** Names that only the program reads: nobody looks for them. */
const SILENT = new Set(["id", "kind", "type", "by", "operator"]);
/** As letters in the text itself, not as letters strewn over it. */
const WHOLE = 50;
const AROUND = 40;

/** Every text that somebody has written into a step's data, with the field that it stands in. */
function* writtenIn(value: unknown, field: string): Generator<[field: string, text: string]> {
  if (typeof value === "string" && value) yield [field, value];
  else if (typeof value === "number") yield [field, String(value)];
  else if (Array.isArray(value)) for (const one of value) yield* writtenIn(one, field);
  else if (typeof value === "object" && value !== null) for (const [key, inner] of Object.entries(value)) if (!SILENT.has(key)) yield* writtenIn(inner, field || key);
}

const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The words around a match, on one line. */
function around(text: string, query: string): string {
  const line = text.replace(/\s+/g, " ");
  const at = Math.max(0, fold(line).indexOf(fold(query).trim()));
  const from = at > AROUND ? line.lastIndexOf(" ", at - AROUND / 2) + 1 : 0;
  return `${from > 0 ? "…" : ""}${line.slice(from, from + 2 * AROUND)}${line.length > from + 2 * AROUND ? "…" : ""}`;
}

/**
 * Steps, comments and groups that hold what is searched: in their names, their kinds, or anything that was written into
 * them in whatever language. Those of `first` come first, the best match first among them; without a query, all steps.
 */
export function findIn(blueprint: Pick<AgentBlueprint, "flows" | "knowledge">, first: Flow, query: string, names: FoundNames): Found[] {
  const sources = new Map(blueprint.knowledge.map(({ id, name }) => [id, name]));
  const inStep = (flow: Flow, node: FlowNode): Found => {
    const found = { flow, id: node.id, kind: "step" as const, node };
    const name = matchScore(query, names.nameOf(node));
    if (!query.trim() || name >= WHOLE) return { ...found, field: "", text: "", score: name };
    for (const [field, raw] of writtenIn(node.data, "")) {
      const text = sources.get(raw) ?? raw;
      if (matchScore(query, text) >= WHOLE) return { ...found, field, text: around(text, query), score: 40 };
    }
    return { ...found, field: "", text: "", score: Math.max(name, matchScore(query, names.kindName(names.kindOf(node))) - 1) };
  };
  const onFlow = (flow: Flow): Found[] => [
    ...flow.nodes.map((node) => inStep(flow, node)),
    ...(query.trim()
      ? [
          ...(flow.layout?.groups ?? []).map(({ id, name }): Found => ({ flow, id, kind: "group", field: "", text: name, score: matchScore(query, name) })),
          ...(flow.layout?.notes ?? []).map(({ id, text, answers }): Found => {
            const said = [text, ...(answers ?? []).map((one) => one.text)].find((words) => matchScore(query, words) >= WHOLE);
            return { flow, id, kind: "note", field: "", text: around(said ?? text, query), score: said === undefined ? 0 : 30 };
          }),
        ]
      : []),
  ];
  return [first, ...blueprint.flows.filter(({ id }) => id !== first.id)]
    .flatMap(onFlow)
    .filter(({ score }) => score > 0)
    .sort((one, other) => Number(other.flow === first) - Number(one.flow === first) || other.score - one.score);
}
