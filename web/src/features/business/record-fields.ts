import { amountText, microsFrom } from "./amounts";
import type { RecordKind, Span, Week } from "./api";

/** How one field of a record is written. */
export type FieldKind = "text" | "lines" | "money" | "minutes" | "date" | "spans" | "services" | "week" | "switch" | "kind";
export interface RecordField {
  name: string;
  kind: FieldKind;
  needed?: boolean;
}
export type Draft = Record<string, string | boolean | Span[] | string[] | Week | null>;

export const FIELDS: Record<RecordKind, RecordField[]> = {
  offerings: [
    { name: "name", kind: "text", needed: true },
    { name: "kind", kind: "kind" },
    { name: "price_micros", kind: "money" },
    { name: "price_from", kind: "switch" },
    { name: "duration_seconds", kind: "minutes" },
    { name: "category", kind: "text" },
    { name: "description", kind: "lines" },
    { name: "active", kind: "switch" },
  ],
  staff: [
    { name: "name", kind: "text", needed: true },
    { name: "role", kind: "text" },
    { name: "services", kind: "services" },
    { name: "hours", kind: "week" },
    { name: "active", kind: "switch" },
  ],
  locations: [
    { name: "name", kind: "text", needed: true },
    { name: "address", kind: "text" },
    { name: "phone", kind: "text" },
    { name: "notes", kind: "lines" },
  ],
  "special-days": [
    { name: "date", kind: "date", needed: true },
    { name: "name", kind: "text" },
    { name: "spans", kind: "spans" },
  ],
  policies: [
    { name: "title", kind: "text", needed: true },
    { name: "text", kind: "lines", needed: true },
  ],
};

/** What the fields show of a record; empty for a new one. */
export function draftOf(kind: RecordKind, record: object | undefined, language: string): Draft {
  const known = (record ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    FIELDS[kind].map(({ name, kind: how }) => {
      const value = known[name];
      if (how === "money") return [name, amountText(typeof value === "number" ? value : null, language)];
      if (how === "minutes") return [name, typeof value === "number" ? String(Math.round(value / 60)) : ""];
      if (how === "spans" || how === "services") return [name, Array.isArray(value) ? (value as Span[] | string[]) : []];
      // A new thing is offered, and a person works the business's hours, until somebody says otherwise.
      if (how === "switch") return [name, typeof value === "boolean" ? value : name === "active"];
      if (how === "week") return [name, typeof value === "object" ? (value as Week) : null];
      if (how === "kind") return [name, typeof value === "string" ? value : "service"];
      return [name, typeof value === "string" ? value : ""];
    }),
  );
}

/** The fields as the server takes them, or the names of those that are not right. */
export function readDraft(kind: RecordKind, draft: Draft): { fields: Record<string, unknown> } | { wrong: string[] } {
  const wrong: string[] = [];
  const fields = Object.fromEntries(
    FIELDS[kind].map(({ name, kind: how, needed }) => {
      const value = draft[name] === undefined ? "" : draft[name];
      if (typeof value !== "string") return [name, value];
      const text = value.trim();
      if (needed && !text) wrong.push(name);
      if (how === "money") {
        const micros = microsFrom(text);
        if (micros === undefined) wrong.push(name);
        return [name, micros ?? null];
      }
      if (how === "minutes") {
        if (text && !/^[1-9]\d{0,4}$/.test(text)) wrong.push(name);
        return [name, text ? Number(text) * 60 : null];
      }
      return [name, text];
    }),
  );
  return wrong.length > 0 ? { wrong } : { fields };
}
