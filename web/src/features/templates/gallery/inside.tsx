import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Pill } from "@/ui/pill";
import type { Inside } from "./api";
import { ToolView } from "./tool-view";
import { Written } from "./written";

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

/** All that a template takes along, to be read: nothing in it is run, and every text is shown as text. */
export function InsideView({ inside }: { inside: Inside }) {
  const { t } = useTranslation("gallery");
  const flows = (inside.blueprint.flows ?? []) as LooseFlow[];
  return (
    <div className="space-y-5 text-sm">
      {inside.written.length > 0 && (
        <Part title={t("inside.text")} note={inside.written.length > 1 ? t("inside.includes") : undefined}>
          <ul className="space-y-2">
            {inside.written.map((prompt) => (
              <Written key={prompt.name} prompt={prompt} />
            ))}
          </ul>
        </Part>
      )}
      {inside.tools.length > 0 && (
        <Part title={t("inside.tools")} note={t(inside.signs_in ? "inside.signs_in" : "inside.tools_detail")}>
          <ul className="divide-y divide-line rounded-m border border-line">
            {inside.tools.map((tool) => (
              <ToolView key={tool.name} tool={tool} />
            ))}
          </ul>
        </Part>
      )}
      {inside.addresses.length > 0 && (
        <Part title={t("inside.addresses")}>
          <p className="flex flex-wrap gap-1.5">
            {inside.addresses.map((host) => (
              <Pill key={host} className="font-mono">
                {host}
              </Pill>
            ))}
          </p>
        </Part>
      )}
      {flows.length > 0 && (
        <Part title={t("inside.flows")}>
          <div className="space-y-2">
            {flows.map((flow) => (
              <FlowOutline key={flow.id} flow={flow} kinds={inside.kinds} open={inside.holds === "flow"} />
            ))}
          </div>
        </Part>
      )}
      {inside.prompts.length > 0 && (
        <Part title={t("inside.prompts")}>
          <ul className="space-y-2">
            {inside.prompts.map((prompt, index) => (
              <li key={index} className="rounded-m border border-line px-3 py-2">
                <p className="font-medium">{prompt.step}</p>
                <p className="break-words whitespace-pre-wrap text-ink-2">
                  {prompt.text}
                </p>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {inside.scenarios.length > 0 && (
        <Part title={t("inside.scenarios")}>
          <ul className="space-y-2">
            {inside.scenarios.map((one) => (
              <li key={one.name} className="rounded-m border border-line px-3 py-2">
                <p className="font-medium">{one.name}</p>
                <p className="text-ink-2">{one.says.map((line) => t("inside.line", { line })).join(" · ")}</p>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {inside.questions.length > 0 && (
        <Part title={t("inside.questions")}>
          <dl className="space-y-2">
            {inside.questions.map((one, index) => (
              <div key={index}>
                <dt className="font-medium">{one.question}</dt>
                <dd className="whitespace-pre-wrap text-ink-2">{one.answer}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      {inside.documents.length > 0 && (
        <Part title={t("inside.documents")}>
          <ul className="space-y-2">
            {inside.documents.map((one, index) => (
              <li key={index} className="rounded-m border border-line px-3 py-2">
                <p className="font-medium">{one.title}</p>
                <p className="break-words whitespace-pre-wrap text-ink-2">
                  {one.text}
                </p>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

/** A flow as it reads: each step with what it says, and where its lines lead. */
function FlowOutline({ flow, kinds, open }: { flow: LooseFlow; kinds: Inside["kinds"]; open: boolean }) {
  const { t, i18n } = useTranslation(["gallery", "agents"]);
  const nodes = flow.nodes ?? [];
  // A step that only leads to another flow is often called by an arrow and that flow's name.
  const name = (id: string) => (nodes.find((node) => node.id === id)?.name || id).replace(/^→\s*/, "");
  const wayOf = (node: Loose, port = "next") => ownWay(node.data, port) ?? (port === "next" ? "" : i18n.exists(`agents:ports.${port}`) ? t(`agents:ports.${port}`) : port);
  return (
    <details className="rounded-m border border-line" open={open}>
      <summary className="cursor-pointer px-3 py-2 font-medium">
        {flow.name || flow.id} <span className="font-normal text-ink-3">{t("inside.steps", { count: nodes.length })}</span>
      </summary>
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
    </details>
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

export function Part({ title, note, children }: { title: string; note?: string | undefined; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-semibold">{title}</h3>
      {note && <p className="mb-1.5 text-xs text-ink-2">{note}</p>}
      {children}
    </section>
  );
}
