import type { AgentImportSummary, FoundAgent, Wish } from "./api";

export const SPOKEN = ["es", "en", "pt"] as const;
export type Spoken = (typeof SPOKEN)[number];
/** What talks on the phone where it comes from. */
const VOICES = new Set(["retell", "elevenlabs", "vapi"]);

/** An agent as it would be made when nobody chooses otherwise; `language` is the organization's, where the texts tell none. */
export function usual(one: AgentImportSummary & Pick<FoundAgent, "kind" | "purpose">, language: string): Wish & { language: Spoken } {
  const read = [one.language, language].find((code): code is Spoken => SPOKEN.some((known) => known === code)) ?? "es";
  return { name: one.name, language: read, kind: one.kind ?? (VOICES.has(one.format) ? "voice" : "chat"), purpose: one.purpose ?? "inbound" };
}

export interface Upload<T> {
  /** Of several agents that came in at once. */
  upload: string | null;
  rows: T[];
}

/** Earlier files in their order, those that came in at once under the first of them. */
export function uploads<T extends { upload: string | null }>(rows: readonly T[]): Upload<T>[] {
  const found = new Map<string | T, Upload<T>>();
  for (const row of rows) {
    const known = found.get(row.upload ?? row);
    if (known) known.rows.push(row);
    else found.set(row.upload ?? row, { upload: row.upload, rows: [row] });
  }
  return [...found.values()];
}
