import { type Clash, mergeJson, type Merged, type Side } from "@/lib/merging";
import type { Blueprint } from "./api";
import { type AgentBlueprint, type Flow, readBlueprint } from "./blueprint";

export type { Clash, Merged, Side } from "@/lib/merging";

/** Nothing leads to, or begins at, what is no longer there. */
function mended(blueprint: AgentBlueprint): AgentBlueprint {
  const flows = blueprint.flows.map((flow): Flow => {
    const ids = new Set(flow.nodes.map(({ id }) => id));
    const edges = flow.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target));
    const entry = flow.entry !== null && ids.has(flow.entry) ? flow.entry : null;
    return edges.length === flow.edges.length && entry === flow.entry ? flow : { ...flow, edges, entry };
  });
  const entryFlow = flows.some(({ id }) => id === blueprint.entry_flow) ? blueprint.entry_flow : null;
  return { ...blueprint, flows, entry_flow: entryFlow };
}

/**
 * Two people's edits of one state, both kept. Where they wrote different things into one place, `side` says whose
 * stands there, and the place is told.
 */
export function mergeDrafts(base: Blueprint, mine: Blueprint, theirs: Blueprint, side: Side): Merged<Blueprint> {
  const { value, clashes } = mergeJson(readBlueprint(base), readBlueprint(mine), readBlueprint(theirs), side);
  return { value: mended(value), clashes };
}

/** The steps and other parts in which two people clash, as the draft calls them. */
export function placesOf(clashes: readonly Clash[], blueprint: Blueprint): { flow: string; node: string }[] {
  const read = readBlueprint(blueprint);
  const found = new Map<string, { flow: string; node: string }>();
  for (const [first, flowId, part, nodeId] of clashes) {
    const flow = first === "flows" ? read.flows.find(({ id }) => id === flowId) : undefined;
    const node = part === "nodes" ? flow?.nodes.find(({ id }) => id === nodeId) : undefined;
    found.set(`${flow?.id} ${node?.id}`, { flow: flow ? flow.name || flow.id : "", node: node ? node.name || node.id : "" });
  }
  return [...found.values()];
}
