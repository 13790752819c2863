import type { Text } from "./api";

export const FILTERS = ["all", "todo", "machine", "edited", "faults", "weak"] as const;
export type Filter = (typeof FILTERS)[number];
/** Below this a reader should look: what came back says something else, or the same in quite other words. */
export const WEAK = 0.5;

const KEEPS: Record<Filter, (text: Text) => boolean> = {
  all: () => true,
  todo: ({ state }) => state === "missing" || state === "outdated",
  machine: ({ state }) => state === "machine",
  edited: ({ state }) => state === "edited",
  faults: ({ faults }) => faults.length > 0,
  weak: ({ score }) => score !== null && score < WEAK,
};

export const countOf = (texts: Text[], filter: Filter): number => texts.filter(KEEPS[filter]).length;

/** The texts that are shown: those of a filter with the words that are looked for, in the order of the flows or the weakest first. */
export function shownTexts(texts: Text[], filter: Filter, search: string): Text[] {
  const wanted = search.trim().toLowerCase();
  const found = texts.filter((text) => KEEPS[filter](text) && (!wanted || `${text.source}\n${text.text}\n${text.node}`.toLowerCase().includes(wanted)));
  return filter === "weak" ? found.toSorted((one, other) => (one.score ?? 1) - (other.score ?? 1)) : found;
}
