const MICROS = 1_000_000;

/** A typed amount as micro-units; null when it is none above zero. Both decimal signs are read, no thousands. */
export function microsOf(typed: string): number | null {
  const match = /^(\d{1,9})(?:[.,](\d{1,6}))?$/.exec(typed.trim());
  if (!match) return null;
  const micros = Number(match[1]) * MICROS + Number((match[2] ?? "").padEnd(6, "0"));
  return micros > 0 ? micros : null;
}

/** The same back, as plain decimals: `12.5`. */
export const typedOf = (micros: number) => String(micros / MICROS);

/** Whole percentages, ascending and once each; null when something else is among them. */
export function thresholdsOf(typed: string): number[] | null {
  const parts = typed.split(/[\s,;%]+/).filter(Boolean);
  const values = [...new Set(parts.map(Number))].sort((left, right) => left - right);
  return values.length <= 10 && values.every((value) => Number.isInteger(value) && value >= 1 && value <= 100) ? values : null;
}
