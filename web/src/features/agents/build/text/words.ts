import type { Variable } from "@/features/prompt-text";
import { type AgentBlueprint, anyText, type Data, type Texts } from "../../blueprint";

/** A variable that something fills, and where it comes from. */
export interface Filled extends Variable {
  from: "agent" | "step" | "tool" | "business" | "always";
}

const KINDS: Record<string, Variable["kind"]> = { number: "number", rating: "number", date: "date", datetime: "date", yes_no: "yes_no" };
const SAMPLES: Record<string, string> = { number: "12", date: "2026-03-14", yes_no: "yes", email: "ana@example.com", phone: "+34 600 000 000" };
const FILLS = ["variable", "result_variable"] as const;
const MOST = 100;

const shown = (value: unknown): string => (value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));
const kindOf = (value: unknown): Variable["kind"] => (typeof value === "number" ? "number" : typeof value === "boolean" ? "yes_no" : "text");

/** What a step's answer is like, and one that could be given. */
function answered(data: Data, language: string): Pick<Variable, "kind" | "sample"> {
  const input = (data.input ?? {}) as { type?: string; options?: { label: Texts }[] };
  const type = input.type ?? ("measure" in data ? "rating" : "text");
  const kind = KINDS[type] ?? "text";
  const first = input.options?.[0];
  return { kind, sample: first ? anyText(first.label, language) : (SAMPLES[type] ?? SAMPLES[kind] ?? "") };
}

/** Every variable that the agent's texts may use, each once: what fills it first says what it is. */
export function filledIn(blueprint: AgentBlueprint, facts: Record<string, unknown>, language: string, now = new Date()): Filled[] {
  const found = new Map<string, Filled>();
  const add = (one: Omit<Filled, "description"> & { description?: string }) => {
    if (one.name && !found.has(one.name)) found.set(one.name, { description: "", ...one, sample: one.sample.slice(0, 500) });
  };
  for (const { name, default: value, description } of blueprint.variables) add({ name, kind: kindOf(value), sample: shown(value), description: description.slice(0, 200), from: "agent" });
  for (const { data } of blueprint.flows.flatMap(({ nodes }) => nodes)) {
    for (const key of FILLS) if (typeof data[key] === "string") add({ name: data[key], ...answered(data, language), from: "step" });
    for (const one of Array.isArray(data.fields) ? (data.fields as { variable?: string; input?: Data }[]) : []) if (one.variable) add({ name: one.variable, ...answered({ input: one.input ?? {} }, language), from: "step" });
    for (const name of Array.isArray(data.collects) ? (data.collects as unknown[]) : []) if (typeof name === "string") add({ name, kind: "text", sample: "", from: "step" });
    for (const one of Array.isArray(data.assignments) ? (data.assignments as { variable?: string; value?: unknown }[]) : []) {
      const text = shown(one.value);
      if (one.variable) add({ name: one.variable, kind: kindOf(one.value), sample: text.includes("{{") ? "" : text, from: "step" });
    }
  }
  for (const tool of blueprint.tools) for (const name of tool.outputs ?? []) add({ name, kind: "text", sample: "", from: "tool" });
  for (const [fact, value] of Object.entries({ ...blueprint.business.facts, ...facts })) add({ name: `business.${fact}`, kind: kindOf(value), sample: shown(value), from: "business" });
  const day = now.toISOString().slice(0, 10);
  const always: [string, Variable["kind"], string][] = [
    ["language", "text", language],
    ["channel", "text", "chat"],
    ["now", "date", now.toISOString().slice(0, 16)],
    ["today", "date", day],
    ["time", "text", now.toISOString().slice(11, 16)],
    ["weekday", "text", "monday"],
    ["last_message", "text", ""],
    ["business.open", "yes_no", "yes"],
    ["contact.name", "text", "Ana Ruiz"],
    ["contact.phone", "text", SAMPLES.phone ?? ""],
    ["contact.email", "text", SAMPLES.email ?? ""],
  ];
  for (const [name, kind, sample] of always) add({ name, kind, sample, from: "always" });
  return [...found.values()];
}

const bare = ({ name, kind, sample, description }: Filled): Variable => ({ name, kind, sample, description });

/** Of the variables those that a text uses, as a look at it wants them; the business's and the conversation's are known there. */
export const usedIn = (names: readonly string[], filled: readonly Filled[]): Variable[] =>
  filled.filter(({ name, from }) => from !== "business" && from !== "always" && names.some((one) => one === name || one.startsWith(`${name}.`))).slice(0, MOST).map(bare);

/** Values to see the agent's texts with: of each variable of its own, its name where nothing better is known. */
export const sampled = (filled: readonly Filled[]): Variable[] =>
  filled
    .filter(({ from, name }) => (from !== "business" && from !== "always") || name.startsWith("contact."))
    .slice(0, MOST)
    .map((one) => ({ ...bare(one), ...(one.sample ? {} : { kind: "text", sample: `‹${one.name}›` }) }));
