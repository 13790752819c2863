import type { Edge as RfEdge, Node as RfNode } from "@xyflow/react";
import type { Problem } from "../../api";
import type { Flow, FlowNode, Layout, Note, StepGroup } from "../../blueprint";
import { colorOf, type Peer } from "../../presence/people";
import { partingOf, type Passed } from "../../run-path";
import { countsOf, liesOnCanvas } from "../comments/threads";
import { entryOf } from "../entry";
import type { Group, NodeKind } from "../node-kinds";
import { outlineOf } from "../outline";
import { type Port, portsOf } from "../ports";
import { type FlowTraffic, NO_PASSAGE, type Passage, share } from "./traffic/traffic";

export interface FacePort {
  id: string;
  label: string;
  /** Whether something must follow here and nothing does. */
  missing: boolean;
}
/** Everything that a step shows of itself; nothing that changes without its looks changing. */
export interface StepFace extends Record<string, unknown> {
  title: string;
  kind: NodeKind | undefined;
  kindTitle: string;
  gist: string;
  ports: FacePort[];
  entry: boolean;
  errors: number;
  warnings: number;
  /** What is wrong with it, a sentence a line. */
  problems: string;
  /** Whether the test conversation came by, or is here. */
  lit: "" | "past" | "now";
  /** Whether the conversation that is shown came by before it was held again; at `parts`, its two ways part. */
  former: "" | "then" | "parts";
  /** How real conversations came by, where that is shown. */
  passage?: Passage;
  /** How many open comments it has. */
  comments: number;
  /** Who else has it chosen just now: a name and a colour each. As text, so that the same looks the same. */
  people: string;
}
export type StepThing = RfNode<StepFace, "step">;
export type NoteThing = RfNode<{ note: Note }, "note">;
export type GroupThing = RfNode<{ group: StepGroup }, "group">;
export type Thing = StepThing | NoteThing | GroupThing;

/** What things are called in the reader's language. */
export interface Names {
  kindOf: (node: FlowNode) => NodeKind | undefined;
  kindName: (kind: NodeKind | undefined) => string;
  nameOf: (node: FlowNode) => string;
  portName: (port: Port) => string;
  gist: (node: FlowNode) => string;
  /** The step in a sentence, for who does not see it. */
  sentence: (face: StepFace, targets: string[]) => string;
  note: (note: Note) => string;
  group: (group: StepGroup) => string;
  way: (port: string, from: string, to: string, passed?: number) => string;
  /** What stands at a connection: how many went there, and their share of those at the step. */
  passed: (count: number, part: number) => string;
  /** What kind of thing this is, after its name. */
  roles: { step: string; note: string; group: string; way: string };
}

/** By which a step is told from afar, and on the small map. */
export const KIND_COLORS: Record<Group, string> = { talk: "var(--c1)", collect: "var(--c3)", logic: "var(--c2)", ai: "var(--c4)", action: "var(--c5)", people: "var(--ink-2)", finish: "var(--ink-3)" };

const LABEL = { labelBgPadding: [5, 2] as [number, number], labelBgBorderRadius: 6 };
const WIDTHS = [1.5, 2, 3, 4, 5];

function peopleAt(people: readonly Peer[], flow: string, node: string): string {
  const here = people.filter((peer) => peer.node === node && peer.flow === flow);
  return here.length > 0 ? JSON.stringify(here.map((peer): [string, string] => [peer.name, colorOf(peer.user)])) : "";
}

type Things = Flow & { layout: Layout };

/** The things of a flow as React Flow takes them, groups below, steps in the order in which they are read. */
export function thingsOf(flow: Things, names: Names, problems: readonly Problem[], path: readonly Passed[], language: string, traffic?: FlowTraffic, people: readonly Peer[] = [], showDone = false, former: readonly Passed[] = []): Thing[] {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  const leads = new Map(flow.edges.map((edge) => [`${edge.source} ${edge.port}`, edge.target]));
  const entry = entryOf(flow);
  const here = path.filter((step) => step.flow === flow.id).map((step) => step.node);
  const passedBy = new Set(here);
  const last = path.at(-1);
  const then = new Set(former.filter((step) => step.flow === flow.id).map((step) => step.node));
  const parting = former.length > 0 ? partingOf(path, former) : undefined;
  const comments = countsOf(flow);
  const own = new Map<string, Problem[]>();
  for (const problem of problems) if (problem.flow_id === flow.id && problem.node_id) own.set(problem.node_id, [...(own.get(problem.node_id) ?? []), problem]);
  const order = outlineOf(flow, language).flatMap((line) => (line.kind === "node" ? [line.node] : []));

  const steps = order.map((node): StepThing => {
    const kind = names.kindOf(node);
    const ports = portsOf(node, language);
    const found = own.get(node.id) ?? [];
    const data: StepFace = {
      title: names.nameOf(node),
      kind,
      kindTitle: names.kindName(kind),
      gist: names.gist(node).slice(0, 240),
      ports: ports.map((port) => ({ id: port.id, label: names.portName(port), missing: port.needed && !leads.has(`${node.id} ${port.id}`) })),
      entry: node.id === entry,
      errors: found.filter(({ severity }) => severity === "error").length,
      warnings: found.filter(({ severity }) => severity !== "error").length,
      problems: found.map(({ message }) => message).join("\n"),
      lit: last?.flow === flow.id && last.node === node.id ? "now" : passedBy.has(node.id) ? "past" : "",
      former: parting?.flow === flow.id && parting.node === node.id ? "parts" : then.has(node.id) ? "then" : "",
      comments: comments.get(node.id) ?? 0,
      people: peopleAt(people, flow.id, node.id),
      ...(traffic ? { passage: traffic.passages.get(node.id) ?? NO_PASSAGE } : {}),
    };
    const targets = ports.flatMap((port) => {
      const target = byId.get(leads.get(`${node.id} ${port.id}`) ?? "");
      return target ? [`${names.portName(port)}: ${names.nameOf(target)}`] : [];
    });
    return { id: node.id, type: "step", position: node.position, data, ariaLabel: names.sentence(data, targets), ariaRole: "group", domAttributes: { "aria-roledescription": names.roles.step } };
  });
  const groups = flow.layout.groups.map(
    (group): GroupThing => ({
      id: group.id,
      type: "group",
      position: group.position,
      width: group.width,
      height: group.height,
      data: { group },
      zIndex: -1,
      dragHandle: ".canvas-grip",
      // Steps and the canvas below it stay within reach.
      style: { pointerEvents: "none" },
      ariaLabel: names.group(group),
      ariaRole: "group",
      domAttributes: { "aria-roledescription": names.roles.group },
    }),
  );
  const notes = flow.layout.notes.filter((note) => liesOnCanvas(flow, note, showDone)).map(
    (note): NoteThing => ({
      id: note.id,
      type: "note",
      position: note.position,
      width: note.width,
      height: note.height,
      data: { note },
      dragHandle: ".canvas-grip",
      ariaLabel: names.note(note),
      ariaRole: "group",
      domAttributes: { "aria-roledescription": names.roles.note },
    }),
  );
  return [...groups, ...steps, ...notes];
}

/** The connections as React Flow takes them; lit where the test conversation went along, or where it did before. */
export function waysOf(flow: Flow, names: Names, path: readonly Passed[], language: string, traffic?: FlowTraffic, former: readonly Passed[] = []): RfEdge[] {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  const ports = new Map<string, Map<string, Port>>();
  for (const node of flow.nodes) ports.set(node.id, new Map(portsOf(node, language).map((port) => [port.id, port])));
  const along = (steps: readonly Passed[]): Set<string> =>
    new Set(
      steps.flatMap((step, index) => {
        const next = steps[index + 1];
        return next && step.flow === flow.id && next.flow === flow.id ? [`${step.node} ${next.node}`] : [];
      }),
    );
  const [gone, then] = [along(path), along(former)];
  return flow.edges.flatMap((edge): RfEdge[] => {
    const [source, target, port] = [byId.get(edge.source), byId.get(edge.target), ports.get(edge.source)?.get(edge.port)];
    if (!source || !target || !port) return [];
    const passed = traffic?.passed.get(edge.id);
    const part = share(passed ?? 0, traffic?.passages.get(edge.source)?.visited ?? 0);
    return [
      {
        id: edge.id,
        source: edge.source,
        sourceHandle: edge.port,
        target: edge.target,
        className: gone.has(`${edge.source} ${edge.target}`) ? "is-lit" : then.has(`${edge.source} ${edge.target}`) ? "was-lit" : "",
        ariaLabel: names.way(names.portName(port), names.nameOf(source), names.nameOf(target), passed),
        // Gone again when the layer is switched off: what is left out would stay as it was.
        label: passed === undefined ? undefined : names.passed(passed, part),
        style: passed === undefined ? undefined : { strokeWidth: WIDTHS[Math.round(part * (WIDTHS.length - 1))] },
        ...LABEL,
        domAttributes: { "aria-roledescription": names.roles.way },
      },
    ];
  });
}
