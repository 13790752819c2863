import type { Flow, FlowNode } from "../blueprint";
import { entryOf } from "./flow";
import { type Port, portsOf } from "./ports";

/** One line of the outline: a node, a way out of one that branches, or "goes on at" a node shown elsewhere. */
export type Line =
  | { kind: "node"; node: FlowNode; depth: number; entry: boolean; loose: boolean }
  | { kind: "way"; node: FlowNode; port: Port; depth: number; open: boolean }
  | { kind: "jump"; from: string; port: string; target: FlowNode; depth: number };

export const DEEPEST = 6;

/**
 * A flow as a person reads it: from its beginning, each way below the node that it leaves, each node once.
 * A node that nothing leads to stands at the end, marked loose.
 */
export function outlineOf(flow: Flow, language: string): Line[] {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  const leads = new Map(flow.edges.map((edge) => [`${edge.source} ${edge.port}`, edge.target]));
  const leadsTo = (source: string, port: string) => leads.get(`${source} ${port}`);
  const seen = new Set<string>();
  const lines: Line[] = [];
  const start = entryOf(flow);

  const walk = (first: string, depth: number, loose: boolean) => {
    let at: string | undefined = first;
    while (at !== undefined) {
      const node = byId.get(at);
      if (!node || seen.has(at)) return;
      seen.add(at);
      lines.push({ kind: "node", node, depth, entry: at === start, loose });
      loose = false;
      const ports = portsOf(node, language);
      const used = ports.filter((port) => port.needed || leadsTo(node.id, port.id));
      const straight = used.length === 1 && ports[0]?.id === used[0]?.id && used[0]?.id === "next" ? used[0] : undefined;
      if (!straight) {
        for (const port of used) way(node, port, depth + 1);
        return;
      }
      const target = leadsTo(node.id, straight.id);
      if (target === undefined) lines.push({ kind: "way", node, port: straight, depth, open: true });
      else if (seen.has(target)) jump(node.id, straight.id, target, depth);
      at = target;
    }
  };
  const jump = (from: string, port: string, target: string, depth: number) => {
    const node = byId.get(target);
    if (node) lines.push({ kind: "jump", from, port, target: node, depth });
  };
  const way = (node: FlowNode, port: Port, depth: number) => {
    const target = leadsTo(node.id, port.id);
    lines.push({ kind: "way", node, port, depth, open: target === undefined });
    if (target === undefined) return;
    if (seen.has(target)) jump(node.id, port.id, target, depth);
    else walk(target, depth, false);
  };

  if (start) walk(start, 0, false);
  for (const node of flow.nodes) if (!seen.has(node.id)) walk(node.id, 0, true);
  return lines;
}
