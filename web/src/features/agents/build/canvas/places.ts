import type { AgentBlueprint, Flow, FlowNode, Layout, Position } from "../../blueprint";
import { entryOf } from "../entry";
import { type Port, portsOf } from "../ports";

/** Where things lie on the canvas, in its own pixels, reading from left to right. */

export interface Box extends Position {
  width: number;
  height: number;
}
export type Sizes = ReadonlyMap<string, { width: number; height: number }>;

export const STEP_WIDTH = 232;
export const GRID = 20;
const GAP = { x: 88, y: 40 };
const LINE = { head: 40, text: 58, port: 28 };

/** The ways out that get a line of their own: a single "next" leaves from the head. */
export const shownPorts = (ports: Port[]): Port[] => (ports.length === 1 && ports[0]?.id === "next" ? [] : ports);

/** How large a step will be about, before the browser has drawn it. */
export const guessedSize = (node: FlowNode): { width: number; height: number } => ({
  width: STEP_WIDTH,
  height: LINE.head + LINE.text + shownPorts(portsOf(node, "")).length * LINE.port,
});

export const boxOf = (node: FlowNode, sizes?: Sizes): Box => ({ ...node.position, ...(sizes?.get(node.id) ?? guessedSize(node)) });
export const overlap = (one: Box, other: Box): boolean => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
export const centreOf = (box: Box): Position => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
export const holds = (box: Box, point: Position): boolean => point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height;

/** The smallest box around all of them; undefined around nothing. */
export function around(boxes: Box[], margin = 0): Box | undefined {
  if (boxes.length === 0) return undefined;
  const x = Math.min(...boxes.map((box) => box.x)) - margin;
  const y = Math.min(...boxes.map((box) => box.y)) - margin;
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) + margin - x, height: Math.max(...boxes.map((box) => box.y + box.height)) + margin - y };
}

/**
 * The steps to begin with where a flow is larger than what can be read at once: those about its beginning. Else what
 * would be seen is its middle, which says nothing. Undefined where all of it fits.
 */
export function openingSteps(flow: Flow, room: { width: number; height: number }): string[] | undefined {
  const whole = around(flow.nodes.map((node) => boxOf(node)));
  const start = flow.nodes.find(({ id }) => id === entryOf(flow));
  if (!whole || !start || (whole.width <= room.width && whole.height <= room.height)) return undefined;
  const from = boxOf(start);
  const near = { x: from.x - GAP.x, y: centreOf(from).y - room.height / 2, width: room.width, height: room.height };
  return flow.nodes.filter((node) => node.id === start.id || holds(near, centreOf(boxOf(node)))).map(({ id }) => id);
}

/** The first place at or below a wanted one where a step lies on no other. */
export function freePlace(flow: Flow, wanted: Position, size = { width: STEP_WIDTH, height: LINE.head + LINE.text }): Position {
  const boxes = flow.nodes.map((node) => boxOf(node));
  const place = { ...wanted };
  for (;;) {
    const hit = boxes.find((box) => overlap({ ...place, ...size }, box));
    if (!hit) return place;
    place.y = Math.ceil((hit.y + hit.height + GAP.y / 2) / GRID) * GRID;
  }
}

/** Where a step goes that comes after another. */
export const placeAfter = (flow: Flow, source: FlowNode | undefined): Position =>
  source ? freePlace(flow, { x: source.position.x + STEP_WIDTH + GAP.x, y: source.position.y }) : freePlace(flow, { x: 80, y: 80 });

/**
 * Columns by the distance from the beginning, each filled from above in the order in which a reader comes to its steps.
 * What nothing leads to begins below all of them.
 */
export function spread(flow: Flow): Map<string, Position> {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  const out = new Map<string, string[]>();
  for (const edge of flow.edges) out.set(edge.source, [...(out.get(edge.source) ?? []), edge.target]);
  const places = new Map<string, Position>();
  let top = 0;
  const grow = (first: string) => {
    const bottoms: number[] = [];
    let row = [first];
    const seen = new Set(row);
    for (let column = 0; row.length > 0; column++) {
      const next: string[] = [];
      for (const id of row) {
        const node = byId.get(id);
        if (!node || places.has(id)) continue;
        const y = bottoms[column] ?? top;
        places.set(id, { x: column * (STEP_WIDTH + GAP.x), y });
        bottoms[column] = y + guessedSize(node).height + GAP.y;
        for (const target of out.get(id) ?? []) if (!seen.has(target) && !places.has(target) && byId.has(target)) next.push(target);
        for (const target of next) seen.add(target);
      }
      row = next;
    }
    top = Math.max(top, ...bottoms) + GAP.y;
  };
  const start = entryOf(flow);
  if (start) grow(start);
  for (const node of flow.nodes) if (!places.has(node.id)) grow(node.id);
  return places;
}

const crowded = (flow: Flow): boolean => {
  const boxes = flow.nodes.map((node) => boxOf(node)).sort((one, other) => one.y - other.y);
  return boxes.some((box, index) => boxes.slice(index + 1).some((other) => overlap(box, other)));
};

/** A flow as the canvas shows it: one that nobody has drawn yet, and whose steps lie on one another, is spread out. */
export function drawn(flow: Flow): Flow & { layout: Layout } {
  if (flow.layout) return flow as Flow & { layout: Layout };
  const places = crowded(flow) ? spread(flow) : undefined;
  return { ...flow, layout: { notes: [], groups: [] }, nodes: places ? flow.nodes.map((node) => ({ ...node, position: places.get(node.id) ?? node.position })) : flow.nodes };
}

type Things = Flow & { layout: Layout };

/** An edit of what lies on the canvas. What was only shown spread out stays where it was shown. */
export const onCanvas = (blueprint: AgentBlueprint, flowId: string, change: (flow: Things) => Flow = (flow) => flow): AgentBlueprint => ({
  ...blueprint,
  flows: blueprint.flows.map((flow) => (flow.id === flowId ? change(drawn(flow)) : flow)),
});

const rounded = ({ x, y }: Position): Position => ({ x: Math.round(x), y: Math.round(y) });
const moved = <T extends { id: string; position: Position }>(things: T[], places: ReadonlyMap<string, Position>): T[] =>
  things.map((thing) => {
    const place = places.get(thing.id);
    return place && (place.x !== thing.position.x || place.y !== thing.position.y) ? { ...thing, position: rounded(place) } : thing;
  });

/** Moves steps, notes and groups, by their ids. */
export const moveThings = (blueprint: AgentBlueprint, flowId: string, places: ReadonlyMap<string, Position>): AgentBlueprint =>
  onCanvas(blueprint, flowId, (flow) => ({ ...flow, nodes: moved(flow.nodes, places), layout: { notes: moved(flow.layout.notes, places), groups: moved(flow.layout.groups, places) } }));

export const LARGEST_LAYOUT = 200;
const changed = <T extends { id: string }>(things: T[], thing: T): T[] => (things.some((one) => one.id === thing.id) ? things.map((one) => (one.id === thing.id ? thing : one)) : [...things, thing].slice(0, LARGEST_LAYOUT));

/** Puts a note there, or changes it. */
export const putNote = (blueprint: AgentBlueprint, flowId: string, note: Layout["notes"][number]): AgentBlueprint =>
  onCanvas(blueprint, flowId, (flow) => ({ ...flow, layout: { ...flow.layout, notes: changed(flow.layout.notes, note) } }));

/** Puts a group there, or changes it. */
export const putGroup = (blueprint: AgentBlueprint, flowId: string, group: Layout["groups"][number]): AgentBlueprint =>
  onCanvas(blueprint, flowId, (flow) => ({ ...flow, layout: { ...flow.layout, groups: changed(flow.layout.groups, group) } }));

/** Takes notes and groups away; what lies in a group stays. */
export const removeFromLayout = (blueprint: AgentBlueprint, flowId: string, ids: ReadonlySet<string>): AgentBlueprint =>
  onCanvas(blueprint, flowId, (flow) => ({ ...flow, layout: { notes: flow.layout.notes.filter(({ id }) => !ids.has(id)), groups: flow.layout.groups.filter(({ id }) => !ids.has(id)) } }));

/** What lies in a group: the ids of the steps and notes whose middle does. */
export function inGroup(flow: Things, group: Box, sizes?: Sizes): string[] {
  return [...flow.nodes.filter((node) => holds(group, centreOf(boxOf(node, sizes)))), ...flow.layout.notes.filter((note) => holds(group, centreOf({ ...note.position, width: note.width, height: note.height })))].map(({ id }) => id);
}
