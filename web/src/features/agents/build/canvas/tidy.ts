import type { ElkNode } from "elkjs/lib/elk-api";
import type { AgentBlueprint, Flow, FlowNode, Layout, Position, StepGroup } from "../../blueprint";
import { entryOf } from "../entry";
import { portsOf } from "../ports";
import { boxOf, centreOf, GRID, holds, onCanvas, type Sizes } from "./places";

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.layered.spacing.nodeNodeBetweenLayers": "90",
  "elk.spacing.nodeNode": "40",
  "elk.spacing.componentComponent": "80",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
};
const PADDING = "[top=60,left=24,bottom=24,right=24]";

type Things = Flow & { layout: Layout };

/** The innermost group that a step lies in. */
const groupOf = (node: FlowNode, groups: StepGroup[], sizes: Sizes): StepGroup | undefined =>
  groups
    .filter((group) => holds({ ...group.position, width: group.width, height: group.height }, centreOf(boxOf(node, sizes))))
    .sort((one, other) => one.width * one.height - other.width * other.height)[0];

/** A flow as elkjs takes it: each way out leaves at its own height, and what lies in a group stays together. */
export function graphOf(flow: Things, sizes: Sizes): ElkNode {
  const start = entryOf(flow);
  const known = new Set(flow.nodes.map(({ id }) => id));
  const ports = new Map(flow.nodes.map((node) => [node.id, portsOf(node, "").map(({ id }) => id)]));
  const inside = new Map<string, ElkNode[]>();
  const top: ElkNode[] = [];
  for (const node of [...flow.nodes].sort((one, other) => Number(other.id === start) - Number(one.id === start))) {
    const { width, height } = boxOf(node, sizes);
    const group = groupOf(node, flow.layout.groups, sizes);
    const child: ElkNode = {
      id: `step ${node.id}`,
      width,
      height,
      layoutOptions: { "elk.portConstraints": "FIXED_ORDER", ...(node.id === start && !group ? { "elk.layered.layering.layerConstraint": "FIRST" } : {}) },
      ports: [
        { id: `in ${node.id}`, layoutOptions: { "elk.port.side": "WEST" } },
        ...(ports.get(node.id) ?? []).map((port, index) => ({ id: `out ${node.id} ${port}`, layoutOptions: { "elk.port.side": "EAST", "elk.port.index": String(index) } })),
      ],
    };
    if (group) inside.set(group.id, [...(inside.get(group.id) ?? []), child]);
    else top.push(child);
  }
  for (const [id, children] of inside) top.push({ id: `group ${id}`, children, layoutOptions: { "elk.padding": PADDING } });
  return {
    id: "flow",
    layoutOptions: OPTIONS,
    children: top,
    edges: flow.edges
      .filter((edge) => known.has(edge.target) && ports.get(edge.source)?.includes(edge.port))
      .map((edge) => ({ id: `edge ${edge.id}`, sources: [`out ${edge.source} ${edge.port}`], targets: [`in ${edge.target}`] })),
  };
}

const snap = (value: number | undefined) => Math.round((value ?? 0) / GRID) * GRID;

/** A flow laid out as elkjs answered. A note goes where the step next to it goes. */
export function withPlaces(blueprint: AgentBlueprint, flowId: string, graph: ElkNode, sizes: Sizes): AgentBlueprint {
  const boxes = new Map<string, Required<Pick<ElkNode, "x" | "y" | "width" | "height">>>();
  const read = (nodes: ElkNode[] | undefined, from: Position) => {
    for (const node of nodes ?? []) {
      const box = { x: from.x + (node.x ?? 0), y: from.y + (node.y ?? 0), width: node.width ?? 0, height: node.height ?? 0 };
      boxes.set(node.id, box);
      read(node.children, box);
    }
  };
  read(graph.children, { x: 0, y: 0 });
  return onCanvas(blueprint, flowId, (flow) => {
    const placeOf = (node: FlowNode): Position => {
      const box = boxes.get(`step ${node.id}`);
      return box ? { x: snap(box.x), y: snap(box.y) } : node.position;
    };
    const shiftAt = (point: Position): Position => {
      const distance = (node: FlowNode) => {
        const centre = centreOf(boxOf(node, sizes));
        return Math.hypot(centre.x - point.x, centre.y - point.y);
      };
      const nearest = flow.nodes.reduce<FlowNode | undefined>((best, node) => (best && distance(best) <= distance(node) ? best : node), undefined);
      if (!nearest) return { x: 0, y: 0 };
      const place = placeOf(nearest);
      return { x: place.x - nearest.position.x, y: place.y - nearest.position.y };
    };
    return {
      ...flow,
      nodes: flow.nodes.map((node) => ({ ...node, position: placeOf(node) })),
      layout: {
        notes: flow.layout.notes.map((note) => {
          const shift = shiftAt({ x: note.position.x + note.width / 2, y: note.position.y + note.height / 2 });
          return { ...note, position: { x: note.position.x + shift.x, y: note.position.y + shift.y } };
        }),
        groups: flow.layout.groups.map((group) => {
          const box = boxes.get(`group ${group.id}`);
          return box ? { ...group, position: { x: snap(box.x), y: snap(box.y) }, width: Math.ceil(box.width), height: Math.ceil(box.height) } : group;
        }),
      },
    };
  });
}
