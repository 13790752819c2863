import type { Check, Script, Step } from "./api";

export type CheckKind = Check["kind"];
/** In the order in which people reach for them. */
export const CHECK_KINDS = ["said", "not_said", "tool_called", "tool_not_called", "variable", "ends", "at_most", "rubric"] as const satisfies readonly CheckKind[];
export const ENDINGS = ["over", "person", "transferred", "open"] as const;
export const HOURS = ["own", "open", "closed"] as const satisfies readonly Script["hours"][];
export const BOUNDS = ["turns", "seconds", "cost"] as const;

/** A check of a kind with nothing filled in yet. */
export function emptyCheck(kind: CheckKind): Check {
  switch (kind) {
    case "said":
      return { kind, text: "", step: null };
    case "not_said":
      return { kind, text: "" };
    case "tool_called":
      return { kind, tool: "", arguments: {} };
    case "tool_not_called":
      return { kind, tool: "" };
    case "variable":
      return { kind, name: "", value: "" };
    case "ends":
      return { kind, how: "over", outcome: "" };
    case "at_most":
      return { kind, what: "turns", limit: 10 };
    case "rubric":
      return { kind, text: "" };
  }
}

/** Whether a check says anything yet. */
export function isComplete(check: Check): boolean {
  switch (check.kind) {
    case "said":
    case "not_said":
    case "rubric":
      return check.text.trim() !== "";
    case "tool_called":
    case "tool_not_called":
      return check.tool.trim() !== "";
    case "variable":
      return check.name.trim() !== "";
    default:
      return true;
  }
}

export const stepText = (step: Step): string => step.say || step.choice || step.keys || "";

/** What is typed is said; a line of digits, stars and hashes on a phone call are keys. */
export function stepOf(text: string, channel: Script["channel"]): Step {
  return channel === "voice" && /^[0-9*#]{1,40}$/.test(text) ? { say: "", choice: "", keys: text, silent: false } : { say: text, choice: "", keys: "", silent: false };
}

/** What the customer knows as one types it: "name: Ana", a line each. */
export const factLines = (facts: Script["facts"]): string => Object.entries(facts ?? {}).map(([name, value]) => `${name}: ${value}`).join("\n");

export function readFacts(text: string): NonNullable<Script["facts"]> {
  const lines = text.split("\n").filter((line) => line.includes(":"));
  const pairs = lines.map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()] as const);
  return Object.fromEntries(pairs.filter(([name, value]) => name && value).slice(0, 50));
}

export interface Heard {
  role: string;
  text: string;
}

/** A script out of a conversation that was held: what the visitor said, and the last thing that was answered. */
export function scriptOf(heard: readonly Heard[], language: string): Script {
  const steps = heard.filter(({ role, text }) => role === "visitor" && text.trim()).slice(0, 60).map(({ text }) => stepOf(text.trim(), "chat"));
  const last = [...heard].reverse().find(({ role, text }) => role === "agent" && text.trim());
  return { channel: "chat", language, at: "", hours: "own", variables: {}, steps, facts: {}, persona: null, seed: 0, mocks: [], checks: [last ? { kind: "said", text: firstSentence(last.text), step: null } : emptyCheck("ends")] };
}

/** The first sentence: the part of an answer that changes least when it is reworded. */
export function firstSentence(text: string): string {
  const line = text.trim().split("\n")[0] ?? "";
  const end = line.search(/[.!?](\s|$)/u);
  return (end < 0 ? line : line.slice(0, end + 1)).slice(0, 300);
}
