import type { Spent, Total } from "./api";

export interface Part {
  item: Spent;
  /** Of what was spent in its currency, from 0 to 1; below where something was given back. */
  share: number;
}

/** What was spent, each currency by itself with its sum: they are never added up. */
export function byCurrency(items: readonly Spent[], totals: readonly Total[]): { currency: string; micros: number; parts: Part[] }[] {
  return totals.map(({ currency, micros }) => ({
    currency,
    micros,
    parts: items.filter((item) => item.currency === currency).map((item) => ({ item, share: micros > 0 ? Math.min(1, item.micros / micros) : 0 })),
  }));
}
