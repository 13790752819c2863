import type { Edge as RfEdge } from "@xyflow/react";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { sameList } from "@/lib/kept";
import { sameJson } from "@/lib/same-json";
import type { Thing } from "./faces";

type Data = Record<string, unknown>;
const sameData = (one: Data, other: Data): boolean => Object.keys(other).length === Object.keys(one).length && Object.keys(other).every((key) => one[key] === other[key] || (key === "ports" && sameJson(one[key], other[key])));

/** Takes over what was built anew, and keeps every thing that looks as before, and a list of such: it is not drawn again. */
export function merged(shown: Thing[], built: readonly Thing[], selected: string | undefined): Thing[] {
  const known = new Map(shown.map((thing) => [thing.id, thing]));
  const result = built.map((next): Thing => {
    const old = known.get(next.id);
    if (!old || old.type !== next.type) return next.id === selected ? { ...next, selected: true } : next;
    const data = sameData(old.data as Data, next.data as Data);
    const same = data && old.position.x === next.position.x && old.position.y === next.position.y && old.width === next.width && old.height === next.height && old.ariaLabel === next.ariaLabel;
    return same ? old : ({ ...old, ...next, ...(data ? { data: old.data } : {}) } as Thing);
  });
  return sameList(shown, result);
}

/** As above, for connections. */
export function mergedWays(shown: RfEdge[], built: readonly RfEdge[]): RfEdge[] {
  const known = new Map(shown.map((way) => [way.id, way]));
  const result = built.map((next) => {
    const old = known.get(next.id);
    if (!old) return next;
    const same = old.source === next.source && old.target === next.target && old.sourceHandle === next.sourceHandle && old.className === next.className && old.label === next.label && old.style?.strokeWidth === next.style?.strokeWidth && old.ariaLabel === next.ariaLabel;
    return same ? old : { ...old, ...next };
  });
  return sameList(shown, result);
}

/** What is shown: as built from the draft, with what is being dragged and chosen. */
export function useThings(built: readonly Thing[], ways: readonly RfEdge[], selected: string | undefined) {
  const [things, setThings] = useState<Thing[]>(() => merged([], built, selected));
  const [shownWays, setWays] = useState<RfEdge[]>(() => [...ways]);
  const chosen = useRef(selected);
  useLayoutEffect(() => {
    chosen.current = selected;
    setThings((shown) =>
      sameList(
        shown,
        shown.map((thing) => ((thing.selected ?? false) === (thing.id === selected) ? thing : { ...thing, selected: thing.id === selected })),
      ),
    );
  }, [selected]);
  useLayoutEffect(() => setThings((shown) => merged(shown, built, chosen.current)), [built]);
  useLayoutEffect(() => setWays((shown) => mergedWays(shown, ways)), [ways]);
  return { things, setThings, ways: shownWays, setWays };
}

/** A function that stays the same and does what the latest one does: what is drawn with it is not drawn again. */
export function useStable<A extends unknown[], R>(run: (...given: A) => R): (...given: A) => R {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((...given: A) => latest.current(...given), []);
}
