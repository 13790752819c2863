import { isRecord } from "@/lib/differences/telling";
import type { Condition } from "../build/form/condition-field";
import type { Names } from "./naming";

const KINDS = new Set(["variable", "language", "hours", "all", "any", "not"]);
const BARE = new Set(["is_empty", "is_filled", "is_true", "is_false"]);

/** Whether a value is one of the engine's conditions. */
export const isCondition = (value: unknown): value is Condition =>
  isRecord(value) && typeof value.kind === "string" && KINDS.has(value.kind) && ["variable", "languages", "open", "conditions", "condition"].some((part) => part in value);

/** A condition as a sentence, as the editor's form says it. */
export function tellCondition(condition: Condition, names: Names): string {
  const text = (key: string) => names.text(`agents:condition.${key}`) ?? key;
  switch (condition.kind) {
    case "variable": {
      const { variable, operator, value } = condition;
      const against = BARE.has(operator) ? "" : ` ${Array.isArray(value) ? value.join(", ") : String(value ?? "")}`;
      return `${variable} ${text(`operators.${operator}`)}${against}`;
    }
    case "language":
      return `${text("kinds.language")}: ${condition.languages.map(names.languageName).join(", ")}`;
    case "hours":
      return text(condition.open ? "open" : "closed");
    case "not":
      return `${text("kinds.not")} (${tellCondition(condition.condition, names)})`;
    default:
      return `${text(`kinds.${condition.kind}`)} (${condition.conditions.map((one) => tellCondition(one, names)).join("; ")})`;
  }
}
