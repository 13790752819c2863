import { anyText, type Data, type FlowNode } from "../blueprint";

export interface Port {
  id: string;
  /** The author's own name for it; empty for the built-in ones, which the page names. */
  label: string;
  needed: boolean;
}

interface Named {
  id: string;
  name?: string;
  label?: Record<string, string>;
}

const port = (id: string, needed = true, label = ""): Port => ({ id, label, needed });
const list = (value: unknown): Named[] => (Array.isArray(value) ? (value as Named[]) : []);
const named = (value: unknown): Port[] => list(value).map((one) => port(one.id, true, one.name || one.id));

function askPorts(data: Data, language: string): Port[] {
  const input = (data.input ?? {}) as { type?: string; multiple?: boolean; options?: unknown };
  const ways =
    input.type === "choice" && !input.multiple
      ? list(input.options).map((option) => port(option.id, false, anyText(option.label, language) || option.id))
      : input.type === "yes_no"
        ? [port("yes", false), port("no", false)]
        : [];
  return [...ways, port("next"), ...(data.optional ? [port("skipped", false)] : []), ...(data.unless_known ? [port("known", false)] : []), port("gave_up", false)];
}

/** The ways out of a node with what it holds now, in the order to show them: as the engine has them. */
export function portsOf(node: Pick<FlowNode, "kind" | "data">, language: string): Port[] {
  const { data } = node;
  switch (node.kind) {
    case "ask":
      return askPorts(data, language);
    case "rate":
      return [port("next"), port("low", false), port("skipped", false)];
    case "decide":
      return [...named(data.branches), port("otherwise")];
    case "split":
      return named(data.shares);
    case "ai_answer":
      return [...named(data.exits), port("unanswered", false), port("limit", false)];
    case "knowledge_answer":
      return [port("next"), port("unanswered", false)];
    case "extract":
      return [port("next"), port("missing", false)];
    case "tool_call":
      return [port("next"), port("failed")];
    case "handoff":
      return [port("returned", false), ...(typeof data.wait_seconds === "number" ? [port("nobody")] : [])];
    case "transfer":
      return [port("next", false), port("failed")];
    case "go_to_flow":
      return data.comes_back === false ? [] : [port("next", false)];
    case "wait":
      return data.until === "message" && typeof data.seconds === "number" ? [port("next"), port("timeout")] : [port("next")];
    case "end":
      return [];
    default:
      return [port("next")];
  }
}
