import type { AgentBlueprint, Edge, Flow, FlowNode, Layout, Note, Position, Signature, StepGroup } from "../../blueprint";
import { newId } from "../flow";
import type { NodeKind } from "../node-kinds";
import { portsOf } from "../ports";
import { isSound, misfit } from "./fits";
import { type Luggage, luggageOf, readLuggage, spokenHere, withVariables } from "./luggage";
import { around, boxOf, LARGEST_LAYOUT, onCanvas } from "./places";

/** What is copied, as text: so it goes from agent to agent, from window to window, and through a chat. */
export interface Piece extends Layout {
  nodes: FlowNode[];
  edges: Edge[];
  luggage: Luggage;
}

const MARK = "centralita/flow-piece/1";
const LONGEST = 1_000_000;
const MOST = { nodes: 500, edges: 2_000, flow: 2_000 };

/** A comment's own words: who wrote and answered it stays with the flow that it is about. */
const bare = ({ id, text, position, width, height }: Note): Note => ({ id, text, position, width, height });

/** What of a flow is chosen, with the connections between the chosen. */
export function copied(blueprint: AgentBlueprint, flow: Flow, ids: ReadonlySet<string>): string | undefined {
  const chosen = <T extends { id: string }>(things: T[]) => things.filter(({ id }) => ids.has(id));
  const nodes = chosen(flow.nodes);
  const piece: Omit<Piece, "luggage"> = {
    nodes,
    edges: flow.edges.filter(({ source, target }) => ids.has(source) && ids.has(target)),
    notes: chosen(flow.layout?.notes ?? []).map(bare),
    groups: chosen(flow.layout?.groups ?? []),
  };
  return piece.nodes.length + piece.notes.length + piece.groups.length > 0 ? JSON.stringify({ format: MARK, ...piece, ...luggageOf(blueprint, nodes) }) : undefined;
}

/** Why a text cannot be pasted. `foreign`: it is something else; the others are about a step, by its name. */
export type Refusal = { reason: "foreign" | "too_large" | "broken" } | { reason: "unknown_kind" | "bad_data"; name: string; detail: string };

type Loose = Record<string, unknown>;
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown, most: number): value is string => typeof value === "string" && value.length <= most && isSound(value);
const isId = (value: unknown): value is string => typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(value);
const list = (value: unknown, most: number): Loose[] | undefined => (Array.isArray(value) && value.length <= most && value.every(isObject) ? value : undefined);
const within = (value: unknown, least: number, most: number): value is number => typeof value === "number" && value >= least && value <= most;

function placeOf(value: unknown): Position | undefined {
  return isObject(value) && within(value.x, -1e6, 1e6) && within(value.y, -1e6, 1e6) ? { x: value.x, y: value.y } : undefined;
}

/** Reads what was copied. Nothing of it is taken over that a step of that kind could not hold. */
export function readPiece(text: string, kinds: readonly NodeKind[]): Piece | Refusal {
  try {
    return read(text, kinds);
  } catch {
    // Not JSON, or nested deeper than anything that was ever drawn.
    return { reason: "broken" };
  }
}

function read(text: string, kinds: readonly NodeKind[]): Piece | Refusal {
  if (!text.includes(MARK)) return { reason: "foreign" };
  if (text.length > LONGEST) return { reason: "too_large" };
  const given: unknown = JSON.parse(text);
  if (!isObject(given) || given.format !== MARK) return { reason: "foreign" };
  const lists = { nodes: list(given.nodes, MOST.nodes), edges: list(given.edges, MOST.edges), notes: list(given.notes, LARGEST_LAYOUT), groups: list(given.groups, LARGEST_LAYOUT) };
  if (!lists.nodes || !lists.edges || !lists.notes || !lists.groups) return { reason: "broken" };
  const nodes: FlowNode[] = [];
  for (const one of lists.nodes) {
    const read = nodeFrom(one, kinds);
    if ("reason" in read) return read;
    nodes.push(read);
  }
  const ids = new Set(nodes.map(({ id }) => id));
  if (ids.size !== nodes.length) return { reason: "broken" };
  const notes = lists.notes.flatMap((one) => noteFrom(one) ?? []);
  const groups = lists.groups.flatMap((one) => groupFrom(one) ?? []);
  const edges = lists.edges.flatMap((one) => edgeFrom(one) ?? []);
  if (notes.length < lists.notes.length || groups.length < lists.groups.length || edges.length < lists.edges.length) return { reason: "broken" };
  return { nodes, edges: edges.filter((edge) => ids.has(edge.target) && hasPort(nodes.find(({ id }) => id === edge.source), edge.port)), notes, groups, luggage: readLuggage(given) };
}

const hasPort = (node: FlowNode | undefined, port: string): boolean => node !== undefined && portsOf(node, "").some(({ id }) => id === port);

function nodeFrom(one: Loose, kinds: readonly NodeKind[]): FlowNode | Refusal {
  const position = placeOf(one.position);
  if (!isId(one.id) || !isText(one.name, 200) || !position || typeof one.kind !== "string") return { reason: "broken" };
  const kind = kinds.find((known) => known.kind === one.kind);
  const name = one.name || one.kind.slice(0, 40);
  if (!kind) return { reason: "unknown_kind", name, detail: one.kind.slice(0, 40) };
  const wrong = misfit({ type: "object", ...kind.data_schema, additionalProperties: false }, one.data);
  if (wrong !== undefined) return { reason: "bad_data", name, detail: wrong.replace(/^\./, "") };
  return { id: one.id, kind: one.kind, name: one.name, position, data: one.data as Loose };
}

function edgeFrom(one: Loose): Edge | undefined {
  return isId(one.source) && isId(one.target) && isText(one.port, 64) && one.port ? { id: "", source: one.source, port: one.port, target: one.target } : undefined;
}

function frameOf(one: Loose): { id: string; position: Position; width: number; height: number } | undefined {
  const position = placeOf(one.position);
  return isId(one.id) && position && within(one.width, 20, 20_000) && within(one.height, 20, 20_000) ? { id: one.id, position, width: one.width, height: one.height } : undefined;
}
function noteFrom(one: Loose): Note | undefined {
  const frame = frameOf(one);
  return frame && isText(one.text, 2_000) ? { ...frame, text: one.text } : undefined;
}
function groupFrom(one: Loose): StepGroup | undefined {
  const frame = frameOf(one);
  return frame && isText(one.name, 200) ? { ...frame, name: one.name } : undefined;
}

/**
 * Puts a piece into a flow with its middle at a place, everything under new ids, with the variables that it declares.
 * Comments are signed by who pastes them. Tells the new blueprint, the ids, and how many texts are there in another language only.
 */
export function pasted(blueprint: AgentBlueprint, flowId: string, piece: Piece, at: Position, kinds: readonly NodeKind[], signed: Signature | null = null): { blueprint: AgentBlueprint; ids: string[]; foreign: number } {
  const spoken = spokenHere(piece.nodes, kinds, piece.luggage.language, blueprint);
  const box = around([...piece.nodes.map((node) => boxOf(node)), ...[...piece.notes, ...piece.groups].map(({ position, width, height }) => ({ ...position, width, height }))]);
  const shift = box ? { x: Math.round(at.x - box.x - box.width / 2), y: Math.round(at.y - box.y - box.height / 2) } : { x: 0, y: 0 };
  const renamed = new Map([...piece.nodes.map(({ id }) => [id, newId("n")] as const)]);
  const ids = [...renamed.values()];
  const placed = <T extends { id: string; position: Position }>(thing: T, id: string): T => ({ ...structuredClone(thing), id, position: { x: thing.position.x + shift.x, y: thing.position.y + shift.y } });
  const fresh = <T extends { id: string; position: Position }>(things: T[], prefix: string): T[] =>
    things.map((thing) => {
      const id = newId(prefix);
      ids.push(id);
      return placed(thing, id);
    });
  const idOf = (id: string) => renamed.get(id) ?? id;
  const next = onCanvas(withVariables(blueprint, piece.luggage.variables), flowId, (flow) => {
    if (flow.nodes.length + piece.nodes.length > MOST.flow) return flow;
    const nodes = [...flow.nodes, ...spoken.nodes.map((node) => placed(node, idOf(node.id)))];
    return {
      ...flow,
      nodes,
      entry: flow.entry ?? nodes[0]?.id ?? null,
      edges: [...flow.edges, ...piece.edges.map((edge) => ({ ...edge, id: newId("e"), source: idOf(edge.source), target: idOf(edge.target) }))],
      layout: { notes: [...flow.layout.notes, ...fresh(piece.notes, "t").map((note) => (signed ? { ...note, signed } : note))].slice(0, LARGEST_LAYOUT), groups: [...flow.layout.groups, ...fresh(piece.groups, "g")].slice(0, LARGEST_LAYOUT) },
    };
  });
  return { blueprint: next, ids, foreign: spoken.foreign };
}
