import type { Node as RfNode } from "@xyflow/react";
import { type Dispatch, type SetStateAction, useRef } from "react";
import type { Position } from "../../blueprint";
import type { Thing } from "./faces";
import { useStable } from "./use-things";

export interface DraggingPorts {
  things: readonly Thing[];
  setThings: Dispatch<SetStateAction<Thing[]>>;
  /** What lies in a group, by id, with where it lies. */
  placesIn: (groupId: string) => Map<string, Position>;
  onMoved: (places: ReadonlyMap<string, Position>) => void;
}

/** Dragging with the mouse: a group takes along what lies in it; the draft hears of it when it is let go. */
export function useDragging({ things, setThings, placesIn, onMoved }: DraggingPorts) {
  const held = useRef<{ from: ReadonlyMap<string, Position>; group: Position; inside: Map<string, Position> }>(undefined);
  const carried = (thing: RfNode | undefined): Map<string, Position> => {
    const start = held.current;
    if (!start || thing?.type !== "group") return new Map();
    return new Map([...start.inside].map(([id, at]) => [id, { x: at.x + thing.position.x - start.group.x, y: at.y + thing.position.y - start.group.y }]));
  };
  const onNodeDragStart = useStable((_event: unknown, thing: RfNode) => {
    const at = things.find(({ id }) => id === thing.id)?.position ?? thing.position;
    held.current = { from: new Map(things.map(({ id, position }) => [id, position])), group: at, inside: thing.type === "group" ? placesIn(thing.id) : new Map() };
  });
  const onNodeDrag = useStable((_event: unknown, thing: RfNode) => {
    const places = carried(thing);
    if (places.size > 0) setThings((all) => all.map((one) => (places.has(one.id) ? { ...one, position: places.get(one.id) ?? one.position } : one)));
  });
  const stop = (thing: RfNode | undefined, dragged: readonly RfNode[]) => {
    const places = new Map([...dragged.map(({ id, position }) => [id, position] as const), ...carried(thing)]);
    const from = held.current?.from;
    held.current = undefined;
    if ([...places].some(([id, { x, y }]) => from?.get(id)?.x !== x || from?.get(id)?.y !== y)) onMoved(places);
  };
  const onNodeDragStop = useStable((_event: unknown, thing: RfNode, dragged: RfNode[]) => stop(thing, dragged));
  const onSelectionDragStop = useStable((_event: unknown, dragged: RfNode[]) => stop(undefined, dragged));
  return { onNodeDragStart, onNodeDrag, onNodeDragStop, onSelectionDragStop };
}
