import { Handle, type NodeProps, Position } from "@xyflow/react";
import { CircleAlert, Flag, MessageSquare, Split, TriangleAlert } from "lucide-react";
import { type CSSProperties, memo } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { KindIcon } from "../node-face";
import { WithVariables } from "../with-variables";
import { useCanvasActions } from "./actions";
import { type FacePort, KIND_COLORS, type StepFace, type StepThing } from "./faces";
import { PassageChip } from "./traffic/passage-chip";

/** A step on the canvas: what it is, what it says, and its ways out. Drawn anew only when its face changes. */
export const StepNode = memo(function StepNode({ data, selected, isConnectable }: NodeProps<StepThing>) {
  const { t } = useTranslation("canvas");
  const [border, mark] = bordersOf(data, selected);
  const straight = data.ports.length === 1 && data.ports[0]?.id === "next" ? data.ports[0] : undefined;
  return (
    <div style={{ "--kind": KIND_COLORS[data.kind?.group ?? "talk"], "--mark": mark } as CSSProperties} className={cn("relative w-58 rounded-l border bg-surface text-left shadow-card", border, mark && "is-marked")}>
      <div className="relative flex h-10 items-center gap-2 px-3">
        <Handle type="target" position={Position.Left} isConnectable={isConnectable} title={t("way_in")} />
        <KindIcon kind={data.kind} />
        <span className="min-w-0 flex-1 truncate text-sm font-semibold">{data.title}</span>
        {data.entry && <Flag aria-hidden className="size-3.5 shrink-0 text-ink-3" />}
        {data.comments > 0 && <CommentsAt count={data.comments} />}
        {data.errors + data.warnings > 0 && (
          <span title={data.problems} className={cn("flex items-center gap-1 text-xs font-medium", data.errors > 0 ? "text-bad" : "text-warn")}>
            {data.errors > 0 ? <CircleAlert aria-hidden className="size-3.5" /> : <TriangleAlert aria-hidden className="size-3.5" />}
            {data.errors + data.warnings}
          </span>
        )}
        {straight && <Out port={straight} isConnectable={isConnectable} />}
      </div>
      {data.gist && (
        <p className="border-t border-line px-3 py-2 text-xs text-ink-2">
          <span className="line-clamp-3">
            <WithVariables text={data.gist} />
          </span>
        </p>
      )}
      {!straight &&
        data.ports.map((port) => (
          <div key={port.id} className="relative flex h-7 items-center border-t border-line px-3 text-xs text-ink-2">
            <span className="truncate">{port.label}</span>
            <Out port={port} isConnectable={isConnectable} />
          </div>
        ))}
      {data.former === "parts" && <PartsHere />}
      {data.people && <PeopleAt people={JSON.parse(data.people) as [string, string][]} />}
      {data.passage && <PassageChip passage={data.passage} group={data.kind?.group} />}
    </div>
  );
});

/** Below a step: here the old way and the new one part. */
function PartsHere() {
  const { t } = useTranslation("canvas");
  return (
    <p className="pointer-events-none absolute top-full left-2 flex items-center gap-1 rounded-b-s border-2 border-t-0 border-info bg-info-soft px-1.5 text-2xs font-medium text-info">
      <Split aria-hidden className="size-3 rotate-90" />
      {t("way.parts")}
    </p>
  );
}

/** At a step: how many comments are open. By keyboard they are reached with C. */
function CommentsAt({ count }: { count: number }) {
  const { t } = useTranslation("canvas");
  const { showComments } = useCanvasActions();
  return (
    <button type="button" tabIndex={-1} title={t("comments.count", { count })} aria-label={t("comments.count", { count })} onClick={() => showComments()} className="nodrag nopan flex items-center gap-1 rounded-xs px-0.5 text-xs font-medium text-accent hover:bg-hover">
      <MessageSquare aria-hidden className="size-3.5" />
      {count}
    </button>
  );
}

/** Above a step: who else is at it. */
const PeopleAt = ({ people }: { people: [name: string, color: string][] }) => (
  <p className="pointer-events-none absolute right-2 bottom-full flex max-w-full gap-1">
    {people.slice(0, 3).map(([name, color], index) => (
      <span key={index} style={{ borderColor: color }} className="truncate rounded-t-s border-2 border-b-0 bg-surface px-1.5 text-2xs font-medium text-ink">
        {name}
      </span>
    ))}
  </p>
);

const Out = ({ port, isConnectable }: { port: FacePort; isConnectable: boolean }) => (
  <Handle type="source" position={Position.Right} id={port.id} isConnectable={isConnectable} title={port.label} className={cn(port.missing && "is-missing")} />
);

/** Its border, and the colour of the broader one that is seen from afar. */
function bordersOf(data: StepFace, selected: boolean): [border: string, mark?: string] {
  if (selected) return ["border-accent ring-1 ring-accent", "var(--accent)"];
  if (data.lit === "now") return ["border-good ring-2 ring-good", "var(--good)"];
  if (data.lit === "past") return ["border-good ring-1 ring-good", "var(--good)"];
  if (data.former) return ["border-dashed border-info ring-1 ring-info", "var(--info)"];
  if (data.errors > 0) return ["border-bad", "var(--bad)"];
  if (data.warnings > 0) return ["border-warn", "var(--warn)"];
  return ["border-line-strong"];
}
