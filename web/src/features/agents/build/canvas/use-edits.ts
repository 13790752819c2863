import type { Edge as RfEdge } from "@xyflow/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/session";
import { toast } from "@/ui/toast";
import type { AgentBlueprint, Flow, Layout, Position } from "../../blueprint";
import { signature } from "../comments/threads";
import { useEditor } from "../editor";
import { connect, newId, removeNode } from "../flow";
import type { Thing } from "./faces";
import { around, freePlace, GRID, inGroup, moveThings, onCanvas, putGroup, putNote, removeFromLayout } from "./places";
import { graphOf, withPlaces } from "./tidy";
import { useStable } from "./use-things";
import type { View } from "./use-view";
import { type Direction, neighbour, VECTORS } from "./walk";

export interface EditPorts {
  /** As the canvas shows it, and as the draft has it. */
  flow: Flow & { layout: Layout };
  stored: Flow;
  things: readonly Thing[];
  ways: readonly RfEdge[];
  view: View;
  /** The things that a command is meant for. */
  chosen: () => ReadonlySet<string>;
  announce: (text: string) => void;
  onRemoved: (ids: ReadonlySet<string>) => void;
}

/** What can be done to the flow from the canvas, each a step that can be undone. */
export function useEdits({ flow, stored, things, ways, view, chosen, announce, onRemoved }: EditPorts) {
  const { t } = useTranslation("canvas");
  const { edit } = useEditor();
  const { user } = useMe();
  const [tidying, setTidying] = useState(false);
  // A draft without any flow gets the one that is shown empty.
  const change = useStable((alter: (blueprint: AgentBlueprint) => AgentBlueprint, key?: string) => edit((one) => alter(one.flows.some(({ id }) => id === flow.id) ? one : { ...one, flows: [...one.flows, stored] }), key));

  const placesIn = useStable((groupId: string): Map<string, Position> => {
    const box = view.boxOf(groupId);
    const inside = new Set(box ? inGroup(flow, box, view.sizes()) : []);
    return new Map(things.filter(({ id }) => inside.has(id)).map(({ id, position }) => [id, position]));
  });
  const moved = useStable((places: ReadonlyMap<string, Position>) => change((one) => moveThings(one, flow.id, places)));

  const link = useStable((from: { source: string; port: string }, target: string, instead?: { source: string; port: string }) =>
    change((one) => {
      const freed = instead ? connect(onCanvas(one, flow.id), flow.id, instead.source, instead.port, undefined) : onCanvas(one, flow.id);
      return connect(freed, flow.id, from.source, from.port, target);
    }),
  );
  const remove = useStable(() => {
    const ids = chosen();
    const cut = ways.filter((way) => way.selected);
    if (ids.size + cut.length === 0) return;
    const [first] = ids;
    const next = first && (["left", "right", "up", "down"] as const).map((direction) => neighbour(flow, first, direction)).find((id) => id && !ids.has(id));
    change((one) => {
      let result = onCanvas(one, flow.id);
      for (const way of cut) result = connect(result, flow.id, way.source, way.sourceHandle ?? "next", undefined);
      for (const { id } of flow.nodes) if (ids.has(id)) result = removeNode(result, flow.id, id);
      return removeFromLayout(result, flow.id, ids);
    });
    announce(t("removed", { count: ids.size + cut.length }));
    onRemoved(ids);
    if (next) view.focus(next);
  });
  const move = useStable((from: string, direction: Direction, far: boolean) => {
    const vector = VECTORS[direction];
    const key = `move.${from}`;
    const frame = [...flow.layout.notes, ...flow.layout.groups].find(({ id }) => id === from);
    if (frame && far) {
      const larger = { ...frame, width: Math.max(120, frame.width + vector.x * GRID), height: Math.max(60, frame.height + vector.y * GRID) };
      return change((one) => ("text" in larger ? putNote(one, flow.id, larger) : putGroup(one, flow.id, larger)), key);
    }
    const step = far ? GRID * 5 : GRID;
    const ids = new Set([...chosen(), from]);
    for (const { id } of flow.layout.groups) if (ids.has(id)) for (const inside of placesIn(id).keys()) ids.add(inside);
    const places = new Map(things.filter(({ id }) => ids.has(id)).map(({ id, position }) => [id, { x: position.x + vector.x * step, y: position.y + vector.y * step }]));
    change((one) => moveThings(one, flow.id, places), key);
  });
  const addNote = useStable(() => {
    const at = view.middle();
    const id = newId("t");
    const size = { width: 220, height: 120 };
    const signed = signature(user);
    change((one) => putNote(one, flow.id, { id, text: "", position: freePlace(flow, { x: Math.round(at.x) - 110, y: Math.round(at.y) - 60 }, size), ...size, signed }));
    view.focusInside(id);
  });
  /** A frame around the chosen steps, else an empty one in the middle. */
  const addGroup = useStable(() => {
    const ids = chosen();
    const boxes = flow.nodes.filter((node) => ids.has(node.id)).flatMap((node) => view.boxOf(node.id) ?? []);
    const at = view.middle();
    const box = around(boxes, GRID * 1.5) ?? { x: at.x - 200, y: at.y - 120, width: 400, height: 240 };
    const title = boxes.length > 0 ? GRID * 1.5 : 0;
    const id = newId("g");
    change((one) => putGroup(one, flow.id, { id, name: "", position: { x: Math.round(box.x), y: Math.round(box.y - title) }, width: Math.round(box.width), height: Math.round(box.height + title) }));
    view.focusInside(id);
  });
  const tidy = useStable(async () => {
    if (tidying || flow.nodes.length === 0) return;
    setTidying(true);
    try {
      const sizes = view.sizes();
      const { layOut } = await import("./elk");
      const graph = await layOut(graphOf(flow, sizes));
      change((one) => withPlaces(one, flow.id, graph, sizes));
      announce(t("tidied"));
      requestAnimationFrame(() => requestAnimationFrame(view.fit));
    } catch {
      toast(t("tidy_failed"), { tone: "bad", detail: t("tidy_failed_detail") });
    } finally {
      setTidying(false);
    }
  });
  return { placesIn, moved, link, remove, move, addNote, addGroup, tidy, tidying, change };
}
