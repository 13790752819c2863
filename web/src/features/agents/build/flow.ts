import type { AgentBlueprint, Data, Flow, FlowNode, Position } from "../blueprint";
import { placeAfter } from "./canvas/places";
import { portsOf } from "./ports";

/** Edits of a flow. Each gives a new blueprint and leaves the old one as it was, so that undoing is keeping it. */

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

export function newId(prefix: string): string {
  const random = crypto.getRandomValues(new Uint8Array(8));
  return `${prefix}-${[...random].map((byte) => ALPHABET[byte % 32]).join("")}`;
}

const onFlow = (blueprint: AgentBlueprint, flowId: string, change: (flow: Flow) => Flow): AgentBlueprint => ({
  ...blueprint,
  flows: blueprint.flows.map((flow) => (flow.id === flowId ? change(flow) : flow)),
});

export { entryOf } from "./entry";
export const targetOf = (flow: Flow, source: string, port: string): string | undefined => flow.edges.find((edge) => edge.source === source && edge.port === port)?.target;

const connected = (flow: Flow, source: string, port: string, target: string | undefined): Flow => ({
  ...flow,
  edges: [...flow.edges.filter((edge) => edge.source !== source || edge.port !== port), ...(target ? [{ id: newId("e"), source, port, target }] : [])],
});

export const connect = (blueprint: AgentBlueprint, flowId: string, source: string, port: string, target: string | undefined): AgentBlueprint =>
  onFlow(blueprint, flowId, (flow) => connected(flow, source, port, target));

/** A new node behind a port: what the port led to comes after it. It lies where there is room, or at a given place. */
export function addNode(blueprint: AgentBlueprint, flowId: string, node: FlowNode, after: { id: string; port: string } | undefined, place?: Position): AgentBlueprint {
  return onFlow(blueprint, flowId, (flow) => {
    const source = flow.nodes.find((one) => one.id === after?.id);
    const position = place ?? placeAfter(flow, source);
    let next: Flow = { ...flow, entry: flow.nodes.length === 0 ? node.id : flow.entry, nodes: [...flow.nodes, { ...node, position }] };
    if (!after) return next;
    const before = targetOf(flow, after.id, after.port);
    next = connected(next, after.id, after.port, node.id);
    const out = portsOf(node, "")[0];
    return before && out ? connected(next, node.id, out.id, before) : next;
  });
}

/** Takes a node out. What led to it goes on to where its first connected port led. */
export function removeNode(blueprint: AgentBlueprint, flowId: string, nodeId: string): AgentBlueprint {
  return onFlow(blueprint, flowId, (flow) => {
    const node = flow.nodes.find((one) => one.id === nodeId);
    const heir = node && portsOf(node, "").map((port) => targetOf(flow, nodeId, port.id)).find((target) => target && target !== nodeId);
    const edges = flow.edges
      .filter((edge) => edge.source !== nodeId)
      .flatMap((edge) => (edge.target !== nodeId ? [edge] : heir && heir !== edge.source ? [{ ...edge, target: heir }] : []));
    return { ...flow, edges, nodes: flow.nodes.filter((one) => one.id !== nodeId), entry: flow.entry === nodeId ? (heir ?? null) : flow.entry };
  });
}

/** Changes a node. Edges of ports that it no longer has go with them. */
export function changeNode(blueprint: AgentBlueprint, flowId: string, nodeId: string, change: { name?: string; data?: Data }): AgentBlueprint {
  return onFlow(blueprint, flowId, (flow) => {
    const nodes = flow.nodes.map((node) => (node.id === nodeId ? { ...node, ...change } : node));
    const changed = nodes.find((node) => node.id === nodeId);
    if (!changed || !change.data) return { ...flow, nodes };
    const ports = new Set(portsOf(changed, "").map((port) => port.id));
    return { ...flow, nodes, edges: flow.edges.filter((edge) => edge.source !== nodeId || ports.has(edge.port)) };
  });
}

/** A copy of a node, not connected from anywhere, leading nowhere. */
export function copyNode(blueprint: AgentBlueprint, flowId: string, nodeId: string, id: string): AgentBlueprint {
  return onFlow(blueprint, flowId, (flow) => {
    const node = flow.nodes.find((one) => one.id === nodeId);
    if (!node) return flow;
    return { ...flow, nodes: [...flow.nodes, { ...structuredClone(node), id, position: { x: node.position.x + 40, y: node.position.y + 40 } }] };
  });
}

export const setEntry = (blueprint: AgentBlueprint, flowId: string, nodeId: string): AgentBlueprint => onFlow(blueprint, flowId, (flow) => ({ ...flow, entry: nodeId }));
export const renameFlow = (blueprint: AgentBlueprint, flowId: string, name: string): AgentBlueprint => onFlow(blueprint, flowId, (flow) => ({ ...flow, name }));
/** The flow in which a conversation begins: the one that was named, else the first. */
export const entryFlowOf = (blueprint: AgentBlueprint): string | undefined => blueprint.flows.find((flow) => flow.id === blueprint.entry_flow)?.id ?? blueprint.flows[0]?.id;
export const setEntryFlow = (blueprint: AgentBlueprint, flowId: string): AgentBlueprint => ({ ...blueprint, entry_flow: flowId });
export const addFlow = (blueprint: AgentBlueprint, id: string, name: string): AgentBlueprint => ({ ...blueprint, flows: [...blueprint.flows, { id, name, entry: null, nodes: [], edges: [] }] });
export const removeFlow = (blueprint: AgentBlueprint, flowId: string): AgentBlueprint => ({
  ...blueprint,
  flows: blueprint.flows.filter((flow) => flow.id !== flowId),
  entry_flow: blueprint.entry_flow === flowId ? null : blueprint.entry_flow,
});

const IN_TEXT = /\{\{\s*([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+){0,3})/gu;
const KEEPS = new Set(["variable", "result_variable"]);

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === "string") for (const match of value.matchAll(IN_TEXT)) found.add(match[1] as string);
  else if (Array.isArray(value)) value.forEach((one) => collect(one, found));
  else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (KEEPS.has(key) && typeof inner === "string" && inner) found.add(inner);
      else if (key === "collects" && Array.isArray(inner)) inner.forEach((name) => typeof name === "string" && found.add(name));
      else collect(inner, found);
    }
  }
}

/** Every variable that is filled or named in a step's data. */
export function namedIn(data: Data): Set<string> {
  const found = new Set<string>();
  collect(data, found);
  return found;
}

/** Every variable that the agent declares, fills or names, and the facts of its business. */
export function variablesOf(blueprint: AgentBlueprint, facts: readonly string[] = []): string[] {
  const found = new Set<string>(blueprint.variables.map((variable) => variable.name));
  blueprint.flows.forEach((flow) => flow.nodes.forEach((node) => collect(node.data, found)));
  for (const fact of [...Object.keys(blueprint.business.facts), ...facts]) found.add(`business.${fact}`);
  return [...found].sort((one, other) => Number(one.startsWith("business.")) - Number(other.startsWith("business.")) || one.localeCompare(other));
}

/** What was typed as the name of a variable that the engine takes; undefined when nothing of it is left. */
export function variableName(typed: string): string | undefined {
  const name = typed.trim().toLowerCase().replace(/[{}]/g, "").replace(/[^\p{L}\p{N}_.]+/gu, "_").replace(/^[\d._]+|[._]+$/gu, "").replace(/\.{2,}/g, ".").slice(0, 100);
  return name && name.split(".").length <= 4 ? name : undefined;
}
