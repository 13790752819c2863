import { BookOpen, CircleStop, CornerDownRight, Hourglass, type LucideIcon, MessageCircleQuestion, MessageSquare, PhoneForwarded, Shuffle, Sparkles, Split, Star, TextSearch, UserRoundCheck, Variable, Wrench } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { kept } from "@/lib/kept";
import { anyText, type FlowNode } from "../blueprint";
import { useEditor } from "./editor";
import type { Group, NodeKind } from "./node-kinds";
import type { Port } from "./ports";

const ICONS: Record<string, LucideIcon> = {
  "message-square": MessageSquare,
  "message-circle-question": MessageCircleQuestion,
  star: Star,
  split: Split,
  "corner-down-right": CornerDownRight,
  variable: Variable,
  shuffle: Shuffle,
  hourglass: Hourglass,
  sparkles: Sparkles,
  "book-open": BookOpen,
  wrench: Wrench,
  "user-round-check": UserRoundCheck,
  "phone-forwarded": PhoneForwarded,
  "circle-stop": CircleStop,
  "text-search": TextSearch,
};
const COLORS: Record<Group, string> = { talk: "bg-c1", collect: "bg-c3", logic: "bg-c2", ai: "bg-c4", action: "bg-c5", people: "bg-ink-2", finish: "bg-ink-3" };

export function KindIcon({ kind, className }: { kind: NodeKind | undefined; className?: string }) {
  const Icon = ICONS[kind?.icon ?? ""] ?? MessageSquare;
  return (
    <span aria-hidden className={cn("grid size-5 shrink-0 place-items-center rounded-xs text-white dark:text-bg [&_svg]:size-3", COLORS[kind?.group ?? "talk"], className)}>
      <Icon />
    </span>
  );
}

const SIGNS: Record<string, string> = { set: "=", add: "+", subtract: "−", append: "←" };

/** What a step does that says nothing: the tool it runs, what it sets, where it connects to. */
export function deedOf({ kind, data }: Pick<FlowNode, "kind" | "data">): string {
  if (kind === "tool_call") return typeof data.tool === "string" ? data.tool : "";
  if (kind === "transfer") return typeof data.to === "string" ? data.to : "";
  if (kind !== "set" || !Array.isArray(data.assignments)) return "";
  return (data.assignments as { variable?: string; operation?: string; value?: unknown }[])
    .filter(({ variable }) => variable)
    .map(({ variable, operation = "set", value }) => (operation === "clear" || value === null || value === undefined ? `${variable} = –` : `${variable} ${SIGNS[operation] ?? "="} ${String(value)}`))
    .join(", ");
}

/** Names of kinds, nodes and ports in the reader's language; the same functions as long as what they name is the same. */
export function useNodeNames() {
  const { t, i18n } = useTranslation("agents");
  const { kinds, language } = useEditor();
  return useMemo(() => {
    const kindOf = (node: Pick<FlowNode, "kind">) => kinds.find((kind) => kind.kind === node.kind);
    const kindName = (kind: NodeKind | undefined) => kind?.title[i18n.language] ?? kind?.title.en ?? "";
    const nameOf = (node: FlowNode) => node.name || kindName(kindOf(node)) || node.id;
    // Asked for thousands of times whenever a large flow is drawn.
    const builtIn = kept(
      (id: string) => (i18n.exists(`agents:ports.${id}`) ? t(`ports.${id}`) : id),
      (id) => id,
    );
    const portName = (port: Port) => port.label || builtIn(port.id);
    /** The first words of what a node says, asks or does. */
    const gist = (node: FlowNode): string => {
      const { data } = node;
      return [data.text, data.question, data.prompt, data.opening].map((texts) => anyText(texts, language)).find(Boolean) ?? deedOf(node);
    };
    return { kindOf, kindName, nameOf, portName, gist };
  }, [t, i18n, kinds, language]);
}
