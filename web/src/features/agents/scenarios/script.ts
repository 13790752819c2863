import type { Check, Script } from "./api";

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

/** Whether a script says itself what the model answers. One that does not may leave it out altogether. */
export const tellsModel = (script: { replies?: readonly unknown[] }): boolean => (script.replies?.length ?? 0) > 0;
