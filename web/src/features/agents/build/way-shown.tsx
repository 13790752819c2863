import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { api, type Page } from "@/api/client";
import type { ConversationOut, MessageOut, ResultDetail, RunDetail } from "@/api/generated/schema";
import type { TraceEntry } from "@/features/trace";
import { IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { useErrorText } from "@/ui/error-state";
import { Moment } from "@/ui/time-ago";
import type { AgentBlueprint } from "../blueprint";
import { type Passed, passed, useShowRunPath } from "../run-path";

/** As many pages of a conversation as anybody would follow on a canvas. */
const MOST_PAGES = 20;

interface Way {
  /** The version that was talked with; null: the draft. */
  version: number | null;
  at: string;
  /** The scenario that it was, else empty. */
  scenario: string;
  /** Without a flow where only the step was written down. */
  steps: readonly { flow?: string; node: string }[];
}

async function ofConversation(id: string, signal: AbortSignal): Promise<Way> {
  const conversation = await api.get<ConversationOut>(`/conversations/${id}`, { signal });
  const messages: MessageOut[] = [];
  let cursor: string | null | undefined = "";
  for (let count = 0; typeof cursor === "string" && count < MOST_PAGES; count++) {
    const page: Page<MessageOut> = await api.get<Page<MessageOut>>(`/conversations/${id}/messages`, { query: { cursor }, signal });
    messages.push(...page.items);
    cursor = page.next_cursor;
  }
  const traces = new Map(messages.map((message) => [message.sequence, message.trace as TraceEntry[]]));
  return { version: conversation.version, at: conversation.started_at, scenario: "", steps: passed(traces) };
}

async function ofScenario(runId: string, resultId: string, signal: AbortSignal): Promise<Way> {
  const [run, result] = await Promise.all([api.get<RunDetail>(`/scenario-runs/${runId}`, { signal }), api.get<ResultDetail>(`/scenario-runs/${runId}/results/${resultId}`, { signal })]);
  return { version: run.version, at: run.created_at, scenario: result.name, steps: result.exchanges.flatMap(({ nodes }) => nodes.map((node) => ({ node }))) };
}

/** The steps of a conversation, by its id, or of a scenario, by `run/result`. Its key makes it anew with whatever shows the conversation. */
export const wayQuery = (id: string) =>
  queryOptions({
    queryKey: ["conversations", id, "way"],
    queryFn: ({ signal }) => {
      const [first = "", result] = id.split("/");
      return result ? ofScenario(first, result, signal) : ofConversation(first, signal);
    },
  });

/** Steps with the flow that they are in: where it was not written down, the one before's if that has it, else the first that does. */
export function placed(steps: Way["steps"], blueprint: Pick<AgentBlueprint, "flows">): Passed[] {
  let here = "";
  return steps.map(({ flow, node }) => {
    const having = blueprint.flows.filter((one) => one.nodes.some(({ id }) => id === node)).map(({ id }) => id);
    here = flow ?? (having.includes(here) ? here : (having[0] ?? ""));
    return { flow: here, node };
  });
}

/** How many of the steps that a conversation came by the draft no longer has. */
export function goneOf(steps: readonly Passed[], blueprint: Pick<AgentBlueprint, "flows">): number {
  const there = new Set(blueprint.flows.flatMap((flow) => flow.nodes.map(({ id }) => `${flow.id} ${id}`)));
  return new Set(steps.map(({ flow, node }) => `${flow} ${node}`).filter((step) => !there.has(step))).size;
}

/** Above the flow: which conversation's way is lit on it, and what of it the draft no longer has. */
export function WayShown({ id, blueprint, onClose }: { id: string; blueprint: AgentBlueprint; onClose: () => void }) {
  const { t } = useTranslation("canvas");
  const found = useQuery(wayQuery(id));
  const textOf = useErrorText();
  const steps = useMemo(() => found.data && placed(found.data.steps, blueprint), [found.data, blueprint]);
  useShowRunPath(steps);
  const gone = useMemo(() => (steps ? goneOf(steps, blueprint) : 0), [steps, blueprint]);
  const close = (
    <IconButton size="icon-sm" label={t("way.close")} onClick={onClose}>
      <X aria-hidden />
    </IconButton>
  );
  if (found.isError) {
    return (
      <Callout tone="bad" className="rounded-none" action={close}>
        {textOf(found.error).title}
      </Callout>
    );
  }
  if (!steps || !found.data) return null;
  const { version, at, scenario } = found.data;
  const of = scenario ? t("way.of_scenario", { name: scenario }) : version === null ? t("way.of_draft") : t("way.of_version", { number: version });
  return (
    <Callout tone={gone > 0 || steps.length === 0 ? "warn" : "info"} className="rounded-none" action={close}>
      {of} <Moment value={at} />
      {!scenario && (
        <>
          {" "}
          ·{" "}
          <Link to="/conversations/$conversationId" params={{ conversationId: id }} className="font-medium underline underline-offset-2">
            {t("way.open")}
          </Link>
        </>
      )}
      {steps.length === 0 ? <p>{t("way.none")}</p> : gone > 0 && <p>{t("way.gone", { count: gone })}</p>}
    </Callout>
  );
}
