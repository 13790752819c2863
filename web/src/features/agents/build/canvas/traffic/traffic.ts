import type { Flow } from "../../../blueprint";
import type { Group } from "../../node-kinds";

/** A step as real conversations came by it. Each conversation counts once. */
export interface Passage {
  visited: number;
  stopped: number;
  running: number;
}
export interface TrafficData {
  conversations: number;
  running: number;
  nodes: readonly (Passage & { flow_id: string; node_id: string })[];
  ways: readonly { flow_id: string; source: string; port: string; target: string; passed: number }[];
}
/** What one flow of the draft has of it: steps by their id, connections by theirs. */
export interface FlowTraffic {
  passages: ReadonlyMap<string, Passage>;
  passed: ReadonlyMap<string, number>;
  /** Steps of the version that are no longer in the flow. */
  gone: number;
}

export const NO_PASSAGE: Passage = { visited: 0, stopped: 0, running: 0 };
const place = (...parts: string[]): string => parts.join("\n");

/** Puts counts to what is drawn. A connection that leads elsewhere by now is another one. */
export function trafficOf(data: TrafficData, flow: Flow): FlowTraffic {
  const here = data.nodes.filter((one) => one.flow_id === flow.id);
  const drawn = new Set(flow.nodes.map(({ id }) => id));
  const counted = new Map(data.ways.filter((one) => one.flow_id === flow.id).map((one) => [place(one.source, one.port, one.target), one.passed]));
  return {
    passages: new Map(here.map((one) => [one.node_id, one])),
    passed: new Map(flow.edges.map((edge) => [edge.id, counted.get(place(edge.source, edge.port, edge.target)) ?? 0])),
    gone: here.filter((one) => !drawn.has(one.node_id)).length,
  };
}

/** Whether a conversation is meant to end at a step of this group. */
export const isGoal = (group: Group | undefined): boolean => group === "finish" || group === "people";
export const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
