import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { useErrorName } from "./error-name";
import { useOutcomeName } from "./outcome";
import { useToolName, useToolTitle } from "./tools";

/** One thing that the engine did, as the chat API and the records of conversations tell it. */
export interface TraceEntry {
  name: string;
  node_id: string | null;
  data: Record<string, unknown>;
}

type Values = Record<string, unknown>;
const text = (value: unknown): string => (value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));
const short = (value: unknown, most = 60): string => {
  const whole = text(value);
  return whole.length > most ? `${whole.slice(0, most)}…` : whole;
};
const call = (title: string | undefined, tool: unknown, given: unknown): string => {
  const pairs = Object.entries((given ?? {}) as Values).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${title ? `${title} · ` : ""}${text(tool)}(${short(pairs.join(", "), 80)})`;
};

/** Said twice by the engine and by who did the work; the one with the time is kept. */
function worthShowing(entries: TraceEntry[]): TraceEntry[] {
  const timed = new Set(entries.filter((entry) => "ms" in entry.data).map((entry) => entry.name));
  const stuck = entries.some((entry) => entry.name === "stuck");
  return entries.filter((entry) => {
    if ((entry.name === "knowledge" || entry.name === "model") && timed.has(entry.name)) return "ms" in entry.data;
    return !["search", "ask_model", "call_tool", "tool_returned"].includes(entry.name) && !(stuck && entry.name.startsWith("too_many_"));
  });
}

/**
 * What the engine did for a message, one thing a line: steps entered, variables set, passages found, tools, tokens,
 * times. `onNode` makes the steps lead somewhere.
 */
export function TraceLines({ entries, onNode, className }: { entries: TraceEntry[]; onNode?: (node: string, flow: string | undefined) => void; className?: string }) {
  const { t } = useTranslation("trace");
  const line = useTraceLine();
  return (
    <ul aria-label={t("title")} className={cn("space-y-0.5 font-mono text-2xs leading-4 text-ink-3", className)}>
      {worthShowing(entries).map((entry, index) => {
        const told = line(entry);
        const nodeId = entry.node_id;
        return (
          <li key={index} className={cn("break-words", failed(entry) && "text-bad")}>
            {onNode && entry.name === "node" && nodeId ? (
              <button type="button" className="min-h-6 text-left hover:text-ink hover:underline" onClick={() => onNode(nodeId, text(entry.data.flow) || undefined)}>
                {told}
              </button>
            ) : (
              told
            )}
          </li>
        );
      })}
    </ul>
  );
}

const failed = ({ name, data }: TraceEntry): boolean => data.ok === false || /failed|refused|stuck|too_many/.test(name);

const CODE = /^[a-z][a-z0-9_]*$/;

/** Why a call failed: a code of ours in words, else what the other side said. Its words come a moment later if need be. */
function Failure({ reason }: { reason: string }) {
  const nameOf = useErrorName();
  return <>✗ {CODE.test(reason) ? nameOf(reason) : reason}</>;
}

function useTraceLine(): (entry: TraceEntry) => ReactNode {
  const { t } = useTranslation("trace");
  const formats = useFormats();
  const outcomeName = useOutcomeName();
  const titleOf = useToolTitle();
  const toolName = useToolName();
  const took = (data: Values) => (typeof data.ms === "number" ? ` · ${formats.milliseconds(data.ms)}` : "");
  return ({ name, data }) => {
    switch (name) {
      case "node":
        return `→ ${text(data.name) || text(data.kind)}`;
      case "variable_set":
        return `${text(data.name ?? data.variable)} = ${short(data.value)}`;
      case "decided":
        return `${t("decided")} → ${data.branch === "otherwise" ? t("otherwise") : text(data.label) || text(data.branch)}`;
      case "knowledge": {
        const hits = Array.isArray(data.hits) ? (data.hits as Values[]) : [];
        const found = hits.slice(0, 3).map((hit) => [text(hit.title), text(hit.place)].filter(Boolean).join(" ") + (typeof hit.score === "number" ? ` ${formats.number(hit.score, 2)}` : ""));
        return (hits.length === 0 ? t("no_knowledge") : found.join("; ")) + took(data);
      }
      case "model":
        return `${text(data.model)} · ${t("tokens", { read: formats.number(Number(data.tokens_in) || 0), written: formats.number(Number(data.tokens_out) || 0) })}${took(data)}`;
      case "model_failed":
        return `✗ ${t("model_failed")}: ${short(data.reason, 120)}${took(data)}`;
      case "stuck":
        return `✗ ${t("stuck")}: ${t(`stuck_by.${text(data.reason)}`, { defaultValue: text(data.reason) })}`;
      case "tool":
        if ("tool" in data) return call(titleOf(text(data.tool)), data.tool, data.arguments);
        if (data.ok) return `✓ ${short(data.result, 120)}`.trimEnd() + took(data);
        return (
          <>
            <Failure reason={short(data.error, 120)} />
            {took(data)}
          </>
        );
      case "tool_refused":
        return `✗ ${toolName(text(data.tool))}: ${short(data.reason, 120)}`;
      case "approval_asked":
        return t("approval_asked");
      case "quoted":
        return `${t("quoted")} ${text(data.title)}${typeof data.score === "number" ? ` ${formats.number(data.score, 2)}` : ""}`;
      case "unanswered":
        return t("unanswered");
      case "contradicted":
        return `${t("contradicted")}: ${text(data.title)}, ${[text(data.subject), text(data.said)].filter(Boolean).join(" ")}`;
      case "not_accepted":
        return `✗ ${t("not_accepted")} (${text(data.attempt)})`;
      case "interrupt":
        return `${t("interrupt")}: ${text(data.wish)}`;
      case "transfer":
        return `${t("transfer")} ${text(data.to)}`;
      case "hand_off":
        return `${t("hand_off")} ${short(data.reason)}`;
      case "end":
        return `■ ${t("end")}: ${outcomeName(text(data.outcome))}`;
      default: {
        const values = Object.entries(data).map(([key, value]) => `${key}=${short(value, 40)}`);
        return [name, ...values].join(" ");
      }
    }
  };
}
