import type { Change } from "../api";

/** The changes of one thing: a step, a variable, the agent itself. */
export interface Thing {
  area: string;
  name: string;
  kind: string;
  changes: Change[];
}

const isSame = (thing: Thing, change: Change): boolean =>
  thing.area === change.area &&
  thing.name === change.name &&
  thing.kind === (change.kind ?? "") &&
  change.path !== "" &&
  // Two steps may have one name: the same field twice is of another one.
  thing.changes.every(({ path }) => path !== "" && path !== change.path);

/** Changes by the area and the thing that they are of, in the order in which they come. */
export function grouped(changes: readonly Change[]): { area: string; things: Thing[] }[] {
  const areas = new Map<string, Thing[]>();
  for (const change of changes) {
    const things = areas.get(change.area) ?? [];
    const last = things.at(-1);
    if (last && last.area !== "edge" && isSame(last, change)) last.changes.push(change);
    else things.push({ area: change.area, name: change.name, kind: change.kind ?? "", changes: [change] });
    areas.set(change.area, things);
  }
  return [...areas].map(([area, things]) => ({ area, things }));
}
