import { List, Waypoints } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { FlowDrawing } from "@/features/agents";
import { useMedia } from "@/lib/use-media";
import { Segmented } from "@/ui/choice-cards";
import { Skeleton } from "@/ui/skeleton";
import type { Inside } from "./api";

interface Loose {
  id: string;
  kind?: string;
  name?: string;
  data?: Record<string, unknown>;
}
interface LooseFlow extends Loose {
  nodes?: Loose[];
  edges?: { source: string; target: string; port?: string }[];
}

export const flowsIn = (inside: Inside): LooseFlow[] => (inside.blueprint.flows ?? []) as LooseFlow[];

/** A flow as its author drew it, or as it reads; on a narrow screen only as it reads. */
export function FlowView({ flow, inside }: { flow: LooseFlow; inside: Inside }) {
  const { t } = useTranslation("gallery");
  const roomy = useMedia("(min-width: 48rem)");
  const [open, setOpen] = useState(inside.holds === "flow");
  const [view, setView] = useState<"drawing" | "outline">("drawing");
  const count = flow.nodes?.length ?? 0;
  return (
    <details className="rounded-m border border-line" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer px-3 py-2 font-medium">
        {flow.name || flow.id} <span className="font-normal text-ink-3">{t("inside.steps", { count })}</span>
      </summary>
      {open && roomy && count > 0 && (
        <div className="space-y-2 border-t border-line p-2">
          <Segmented
            label={t("inside.view")}
            value={view}
            onValueChange={setView}
            choices={[
              { value: "drawing", label: t("inside.drawing"), icon: <Waypoints aria-hidden /> },
              { value: "outline", label: t("inside.outline"), icon: <List aria-hidden /> },
            ]}
          />
          {view === "drawing" && (
            <Suspense fallback={<Skeleton className="h-96 rounded-m" />}>
              <FlowDrawing blueprint={inside.blueprint} flowId={flow.id} />
            </Suspense>
          )}
        </div>
      )}
      {open && (!roomy || view === "outline") && <FlowOutline flow={flow} kinds={inside.kinds} />}
    </details>
  );
}

/** A flow as it reads: each step with what it says, and where its lines lead. */
function FlowOutline({ flow, kinds }: { flow: LooseFlow; kinds: Inside["kinds"] }) {
  const { t, i18n } = useTranslation(["gallery", "agents"]);
  const nodes = flow.nodes ?? [];
  // A step that only leads to another flow is often called by an arrow and that flow's name.
  const name = (id: string) => (nodes.find((node) => node.id === id)?.name || id).replace(/^→\s*/, "");
  const wayOf = (node: Loose, port = "next") => ownWay(node.data, port) ?? (port === "next" ? "" : i18n.exists(`agents:ports.${port}`) ? t(`agents:ports.${port}`) : port);
  return (
    <ol className="divide-y divide-line border-t border-line">
      {nodes.map((node) => (
        <li key={node.id} className="px-3 py-2">
          <p>
            <span className="font-medium">{node.name || node.id}</span> {node.kind && kinds[node.kind] !== node.name && <span className="text-xs text-ink-3">{kinds[node.kind] ?? node.kind}</span>}
          </p>
          {saidIn(node.data).map((text, index) => (
            <p key={index} className="whitespace-pre-wrap text-ink-2">
              {text}
            </p>
          ))}
          {(flow.edges ?? [])
            .filter((edge) => edge.source === node.id)
            .map((edge, index) => (
              <p key={index} className="text-xs text-ink-3">
                {wayOf(node, edge.port)} → {name(edge.target)}
              </p>
            ))}
        </li>
      ))}
    </ol>
  );
}

/** What its author calls a way out of a step. */
function ownWay(data: Record<string, unknown> | undefined, port: string): string | undefined {
  const ways = Object.values(data ?? {}).flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : []));
  const way = ways.find((one): one is { id: string; name?: string } => typeof one === "object" && one !== null && "id" in one && one.id === port);
  return way?.name || undefined;
}

const SAID = ["text", "question", "say_first", "unanswered_text", "prompt", "to", "url"];

/** What a step says, in the languages that it says it in. */
function saidIn(data: Record<string, unknown> | undefined): string[] {
  return SAID.flatMap((key) => {
    const value = data?.[key];
    if (typeof value === "string") return value ? [value] : [];
    if (value && typeof value === "object") return Object.values(value).filter((one): one is string => typeof one === "string" && one !== "");
    return [];
  });
}
