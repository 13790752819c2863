import { CircleAlert, CornerDownRight, Flag, Plus, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { Button } from "@/ui/button";
import { Pill } from "@/ui/pill";
import type { Flow } from "../blueprint";
import { AddNodeMenu } from "./add-node-menu";
import { useEditor } from "./editor";
import { KindIcon, useNodeNames } from "./node-face";
import type { NodeKind } from "./node-kinds";
import { DEEPEST, type Line, outlineOf } from "./outline";
import { WithVariables } from "./with-variables";

const INDENTS = ["", "ml-4 sm:ml-6", "ml-8 sm:ml-12", "ml-10 sm:ml-18", "ml-12 sm:ml-24", "ml-14 sm:ml-30", "ml-16 sm:ml-36"];
const indent = (depth: number) => INDENTS[Math.min(depth, DEEPEST)];

export interface OutlineProps {
  flow: Flow;
  selected: string | undefined;
  onSelect: (nodeId: string) => void;
  onAdd: (kind: NodeKind, after: { id: string; port: string }) => void;
}

/** A flow from its beginning to its ends, in the order in which it is read. Arrow keys go from step to step. */
export function OutlineList({ flow, selected, onSelect, onAdd }: OutlineProps) {
  const { t } = useTranslation("agents");
  const { language } = useEditor();
  const list = useRef<HTMLOListElement>(null);
  const lines = outlineOf(flow, language);
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !(event.target instanceof HTMLElement) || !event.target.dataset.node) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("[data-node]") ?? [])];
    const next = buttons[buttons.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    // The arrow keys are a shortcut between buttons that can each be reached without them.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ol ref={list} aria-label={t("build.outline", { name: flow.name })} onKeyDown={onKey} className="space-y-1.5">
      {lines.map((line, index) => (
        <li key={index} className={indent(line.depth)}>
          {line.kind === "node" && <NodeLine line={line} flow={flow} selected={selected === line.node.id} onSelect={onSelect} />}
          {line.kind === "way" && <WayLine line={line} onAdd={onAdd} />}
          {line.kind === "jump" && <JumpLine line={line} onSelect={onSelect} />}
        </li>
      ))}
    </ol>
  );
}

function NodeLine({ line, flow, selected, onSelect }: { line: Extract<Line, { kind: "node" }>; flow: Flow; selected: boolean; onSelect: (id: string) => void }) {
  const { t } = useTranslation("agents");
  const { problems } = useEditor();
  const { kindOf, kindName, nameOf, gist } = useNodeNames();
  const { node } = line;
  const kind = kindOf(node);
  const own = problems.filter((problem) => problem.flow_id === flow.id && problem.node_id === node.id);
  const bad = own.some((problem) => problem.severity === "error");
  const text = gist(node);
  return (
    <button
      type="button"
      data-node={node.id}
      aria-pressed={selected}
      onClick={() => onSelect(node.id)}
      className={cn(
        "block w-full max-w-xl rounded-l border bg-surface px-3 py-2 text-left shadow-card transition-colors duration-100",
        selected ? "border-accent ring-1 ring-accent" : own.length > 0 ? (bad ? "border-bad" : "border-warn") : "border-line hover:border-ink-3",
      )}
    >
      <span className="flex items-center gap-2">
        <KindIcon kind={kind} />
        <span className="min-w-0 flex-1 truncate text-sm font-semibold">{nameOf(node)}</span>
        {line.entry && (
          <span className="flex items-center gap-1 text-2xs text-ink-3">
            <Flag aria-hidden className="size-3" />
            {t("build.entry")}
          </span>
        )}
        {line.loose && <Pill tone="warn">{t("build.loose")}</Pill>}
        {own.length > 0 && (
          <span className={cn("flex items-center gap-1 text-xs font-medium", bad ? "text-bad" : "text-warn")}>
            {bad ? <CircleAlert aria-hidden className="size-3.5" /> : <TriangleAlert aria-hidden className="size-3.5" />}
            {own.length}
            <span className="sr-only"> {t("build.problems", { count: own.length })}</span>
          </span>
        )}
        {node.name && <span className="text-2xs text-ink-3 max-sm:hidden">{kindName(kind)}</span>}
      </span>
      {text && (
        <span className="mt-1 line-clamp-2 text-xs text-ink-2">
          <WithVariables text={text} />
        </span>
      )}
    </button>
  );
}

function WayLine({ line, onAdd }: { line: Extract<Line, { kind: "way" }>; onAdd: OutlineProps["onAdd"] }) {
  const { t } = useTranslation("agents");
  const { mayEdit } = useEditor();
  const { portName, nameOf } = useNodeNames();
  return (
    <div className="flex min-h-7 max-w-xl items-center gap-2 pt-1 text-xs text-ink-2">
      <CornerDownRight aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      <span className="min-w-0 truncate font-medium">{portName(line.port)}</span>
      {line.open &&
        (mayEdit ? (
          <AddNodeMenu
            onAdd={(kind) => onAdd(kind, { id: line.node.id, port: line.port.id })}
            trigger={
              <Button size="sm" variant="ghost" className="h-6 px-1.5 text-accent" aria-label={t("build.continue_from", { port: portName(line.port), name: nameOf(line.node) })}>
                <Plus aria-hidden />
                {t("build.continue")}
              </Button>
            }
          />
        ) : (
          <span className="text-ink-3">{t("build.nothing_next")}</span>
        ))}
    </div>
  );
}

function JumpLine({ line, onSelect }: { line: Extract<Line, { kind: "jump" }>; onSelect: (id: string) => void }) {
  const { t } = useTranslation("agents");
  const { nameOf } = useNodeNames();
  return (
    <button type="button" onClick={() => onSelect(line.target.id)} className="flex min-h-7 items-center gap-1.5 rounded-xs pl-5 text-xs text-ink-3 hover:text-ink">
      {t("build.goes_to")} <span className="font-medium underline underline-offset-2">{nameOf(line.target)}</span>
    </button>
  );
}
