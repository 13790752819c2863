import type { Flow, Position } from "../../blueprint";
import { targetOf } from "../flow";
import { portsOf } from "../ports";
import { boxOf, centreOf, type Sizes } from "./places";

export type Direction = "right" | "left" | "up" | "down";

const DIRECTIONS: Record<string, Direction> = { ArrowRight: "right", ArrowLeft: "left", ArrowUp: "up", ArrowDown: "down" };
export const directionOf = (key: string): Direction | undefined => DIRECTIONS[key];
export const VECTORS: Record<Direction, Position> = { right: { x: 1, y: 0 }, left: { x: -1, y: 0 }, up: { x: 0, y: -1 }, down: { x: 0, y: 1 } };

const targetsOf = (flow: Flow, id: string): string[] => {
  const node = flow.nodes.find((one) => one.id === id);
  return node ? [...new Set(portsOf(node, "").flatMap((port) => targetOf(flow, id, port.id) ?? []))] : [];
};

/**
 * The step that an arrow key leads to: right along the first way out, left back along a way in, up and down between
 * the ways of the step before; where no way leads there, to the nearest step on that side.
 */
export function neighbour(flow: Flow, id: string, direction: Direction, sizes?: Sizes): string | undefined {
  const sources = flow.edges.filter((edge) => edge.target === id && edge.source !== id).map((edge) => edge.source);
  if (direction === "right") {
    const along = targetsOf(flow, id).find((target) => target !== id);
    if (along) return along;
  }
  if (direction === "left" && sources[0]) return sources[0];
  if (direction === "up" || direction === "down") {
    for (const source of sources) {
      const siblings = targetsOf(flow, source);
      const next = siblings[siblings.indexOf(id) + (direction === "down" ? 1 : -1)];
      if (next) return next;
    }
  }
  return nearest(flow, id, direction, sizes);
}

function nearest(flow: Flow, id: string, direction: Direction, sizes?: Sizes): string | undefined {
  const node = flow.nodes.find((one) => one.id === id);
  if (!node) return undefined;
  const from = centreOf(boxOf(node, sizes));
  const vector = VECTORS[direction];
  let best: { id: string; cost: number } | undefined;
  for (const other of flow.nodes) {
    if (other.id === id) continue;
    const to = centreOf(boxOf(other, sizes));
    const ahead = (to.x - from.x) * vector.x + (to.y - from.y) * vector.y;
    const aside = Math.abs((to.x - from.x) * vector.y) + Math.abs((to.y - from.y) * vector.x);
    const cost = ahead + 2 * aside;
    if (ahead > 0 && aside <= ahead * 2 && (!best || cost < best.cost)) best = { id: other.id, cost };
  }
  return best?.id;
}
