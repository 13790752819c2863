import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { api, type Page } from "@/api/client";
import { ApiError } from "@/api/errors";
import type { ConversationOut, MessageOut, ReplayTalkDetail, ResultDetail, RunDetail } from "@/api/generated/schema";
import type { TraceEntry } from "@/features/trace";
import { cn } from "@/lib/class-names";
import { Button, IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { useErrorText } from "@/ui/error-state";
import { Moment } from "@/ui/time-ago";
import type { AgentBlueprint } from "../blueprint";
import { partingOf, type Passed, passed, useShowRunPath } from "../run-path";
import { useNodeNames } from "./node-face";

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
  /** Of a conversation that was held again: the way that it took then. Null where that is no longer kept. */
  former?: readonly { flow?: string; node: string }[] | null;
  conversation: string;
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
  return { version: conversation.version, at: conversation.started_at, scenario: "", steps: passed(traces), conversation: id };
}

async function ofScenario(runId: string, resultId: string, signal: AbortSignal): Promise<Way> {
  const [run, result] = await Promise.all([api.get<RunDetail>(`/scenario-runs/${runId}`, { signal }), api.get<ResultDetail>(`/scenario-runs/${runId}/results/${resultId}`, { signal })]);
  return { version: run.version, at: run.created_at, scenario: result.name, conversation: "", steps: result.exchanges.flatMap(({ nodes }) => nodes.map((node) => ({ node }))) };
}

/** What a replay held again, and what was really said then. */
async function ofReplay(replay: string, talkId: string, signal: AbortSignal): Promise<Way> {
  const talk = await api.get<ReplayTalkDetail>(`/replays/${replay}/talks/${talkId}`, { signal });
  const then = await ofConversation(talk.conversation_id, signal).catch((error: unknown) => {
    // Its time is over; what was held again is still there.
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  });
  return { version: then?.version ?? null, at: then?.at ?? "", scenario: "", steps: talk.exchanges.flatMap(({ nodes }) => nodes.map((node) => ({ node }))), former: then?.steps ?? null, conversation: then ? talk.conversation_id : "" };
}

/** The steps of a conversation, by its id, of one that was held again, by `replay/talk`, or of a scenario, by `run/result`. Its key makes it anew with whatever shows the conversation. */
export const wayQuery = (id: string) =>
  queryOptions({
    queryKey: ["conversations", id, "way"],
    queryFn: ({ signal }) => {
      const [first = "", result] = id.split("/");
      if (!result) return ofConversation(first, signal);
      return first.startsWith("rpl_") ? ofReplay(first, result, signal) : ofScenario(first, result, signal);
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

/** Above the flow: which conversation's way is lit on it, what of it the draft no longer has, and where an old way and a new one part. */
export function WayShown({ id, blueprint, onShow, onClose }: { id: string; blueprint: AgentBlueprint; onShow: (flow: string, node: string) => void; onClose: () => void }) {
  const { t } = useTranslation("canvas");
  const found = useQuery(wayQuery(id));
  const textOf = useErrorText();
  const steps = useMemo(() => found.data && placed(found.data.steps, blueprint), [found.data, blueprint]);
  const former = useMemo(() => found.data?.former && placed(found.data.former, blueprint), [found.data, blueprint]);
  useShowRunPath(steps, former ?? undefined);
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
  const { version, at, scenario, conversation } = found.data;
  if (found.data.former !== undefined) return <Parting steps={steps} former={former ?? undefined} blueprint={blueprint} at={at} version={version} conversation={conversation} onShow={onShow} close={close} />;
  const of = scenario ? t("way.of_scenario", { name: scenario }) : version === null ? t("way.of_draft") : t("way.of_version", { number: version });
  return (
    <Callout tone={gone > 0 || steps.length === 0 ? "warn" : "info"} className="rounded-none" action={close}>
      {of} <Moment value={at} />
      {conversation && (
        <>
          {" "}
          ·{" "}
          <Link to="/conversations/$conversationId" params={{ conversationId: conversation }} className="font-medium underline underline-offset-2">
            {t("way.open")}
          </Link>
        </>
      )}
      {steps.length === 0 ? <p>{t("way.none")}</p> : gone > 0 && <p>{t("way.gone", { count: gone })}</p>}
    </Callout>
  );
}

interface PartingProps {
  steps: readonly Passed[];
  former: readonly Passed[] | undefined;
  blueprint: AgentBlueprint;
  at: string;
  version: number | null;
  conversation: string;
  onShow: (flow: string, node: string) => void;
  close: ReactNode;
}

/** Of a conversation that was held again: what the two lines are, and where they part. */
function Parting({ steps, former, blueprint, at, version, conversation, onShow, close }: PartingProps) {
  const { t } = useTranslation("canvas");
  const { nameOf } = useNodeNames();
  const parts = former && partingOf(steps, former);
  const node = parts && blueprint.flows.find(({ id }) => id === parts.flow)?.nodes.find(({ id }) => id === parts.node);
  const same = former !== undefined && former.length === steps.length && !parts;
  const gone = goneOf([...steps, ...(former ?? [])], blueprint);
  return (
    <Callout tone={gone > 0 || !former ? "warn" : "info"} className="rounded-none" action={close}>
      <p>
        {former ? (
          <>
            {version === null ? t("way.again_of_draft") : t("way.again", { number: version })} <Moment value={at} />
            {" · "}
            <Link to="/conversations/$conversationId" params={{ conversationId: conversation }} className="font-medium underline underline-offset-2">
              {t("way.open")}
            </Link>
          </>
        ) : (
          t("way.then_gone")
        )}
      </p>
      {former && (
        <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
          <Line className="border-good">{t("way.now")}</Line>
          <Line className="border-dashed border-info">{t("way.then")}</Line>
          {same ? (
            t("way.same")
          ) : parts && node ? (
            <Button size="sm" variant="ghost" onClick={() => onShow(parts.flow, parts.node)}>
              {t("way.parts_at", { name: nameOf(node) })}
            </Button>
          ) : (
            t("way.parts_at_once")
          )}
        </p>
      )}
      {gone > 0 && <p>{t("way.gone", { count: gone })}</p>}
    </Callout>
  );
}

const Line = ({ className, children }: { className: string; children: ReactNode }) => (
  <span className="flex items-center gap-1.5">
    <span aria-hidden className={cn("w-6 border-t-2", className)} />
    {children}
  </span>
);
