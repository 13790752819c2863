import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { CircleHelp, MessageSquareReply } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { AgentPicker, useAgentNames } from "@/features/agent-picker";
import { Button } from "@/ui/button";
import { Segmented } from "@/ui/choice-cards";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { type Gap, gapsQuery, sourcesQuery, useJudgeGap } from "./api";
import { GapSheet } from "./entry-sheets";

const EVERYONE = "all";
const STATES = ["open", "answered", "dismissed"] as const;

/** What was asked and nothing answered, those asked most often first: each one answer away from being known. */
export function UnansweredPage() {
  const { t } = useTranslation("knowledge");
  const navigate = useNavigate();
  const { status = "open", agent } = useSearch({ from: "/app/knowledge/unanswered" });
  const found = useInfiniteQuery(gapsQuery(status, agent));
  const mayReadAgents = useMay("agent:read");
  const sources = useQuery(sourcesQuery).data?.filter(({ kind }) => kind === "faq") ?? [];
  const [answering, setAnswering] = useState<Gap>();
  const gaps = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  const asked = useMemo(() => [...new Set(gaps.flatMap((gap) => gap.agent_ids))], [gaps]);
  const names = useAgentNames(asked, mayReadAgents);
  const narrow = (patch: { status?: Gap["status"] | undefined; agent?: string | undefined }) => void navigate({ to: "/knowledge/unanswered", search: (before: object) => ({ ...before, ...patch }) as never, replace: true });
  return (
    <PageBody className="w-full max-w-3xl">
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <p className="min-w-48 flex-1 text-sm text-ink-2">{t("gaps.about")}</p>
        {mayReadAgents && <AgentPicker className="w-48 max-sm:w-full" label={t("gaps.asked_of")} value={agent ?? EVERYONE} onValueChange={(next) => narrow({ agent: next === EVERYONE ? undefined : next })} nobody={{ value: EVERYONE, label: t("gaps.everyone") }} />}
        <Segmented
          label={t("columns.status")}
          value={status}
          onValueChange={(next) => narrow({ status: next === "open" ? undefined : next })}
          choices={STATES.map((value) => ({ value, label: t(`gaps.status.${value}`) }))}
        />
      </div>
      {found.isPending && <SkeletonText lines={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && gaps.length === 0 && <EmptyState icon={<CircleHelp aria-hidden />} title={t(`gaps.none.${status}`)} description={agent ? t("gaps.none_of_agent") : status === "open" ? t("gaps.none_detail") : undefined} />}
      <ul aria-label={t("tabs.unanswered")} className="space-y-2 empty:hidden">
        {gaps.map((gap) => (
          <GapRow key={gap.id} gap={gap} agents={gap.agent_ids.flatMap((id) => names.get(id) ?? [])} onAnswer={() => setAnswering(gap)} />
        ))}
      </ul>
      {found.hasNextPage && (
        <Button size="sm" className="mt-3" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("gaps.more")}
        </Button>
      )}
      {answering && <GapSheet key={answering.id} gap={answering} sources={sources} into={undefined} onClose={() => setAnswering(undefined)} />}
    </PageBody>
  );
}

function GapRow({ gap, agents, onAnswer }: { gap: Gap; agents: string[]; onAnswer: () => void }) {
  const { t } = useTranslation("knowledge");
  const judge = useJudgeGap();
  const showError = useToastError();
  const mayChange = gap.can.includes("knowledge:update");
  const set = (status: "open" | "dismissed") => judge.mutate({ id: gap.id, status }, { onError: showError });
  return (
    <li className="rounded-m border border-line bg-surface px-4 py-3 shadow-card">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-48 flex-1">
          <p className="text-sm font-medium break-words">{gap.question}</p>
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-3">
            <Pill tone={gap.times > 1 && gap.status === "open" ? "warn" : "neutral"}>{t("gaps.times", { count: gap.times })}</Pill>
            <TimeAgo value={gap.last_at} />
            {agents.length > 0 && <span className="max-w-full truncate">{t("gaps.asked_of_names", { names: agents.join(", ") })}</span>}
            {gap.conversation_id && (
              <Link to="/conversations/$conversationId" params={{ conversationId: gap.conversation_id }} className="text-accent underline-offset-2 hover:underline">
                {t("gaps.conversation")}
              </Link>
            )}
            {gap.settled_by && <span>{gap.status === "answered" ? t("gaps.by.answered", { name: gap.settled_by }) : t("gaps.by.dismissed", { name: gap.settled_by })}</span>}
          </p>
        </div>
        {mayChange && gap.status === "open" && (
          <span className="flex gap-2">
            <Button size="sm" variant="ghost" loading={judge.isPending} onClick={() => set("dismissed")}>
              {t("gaps.dismiss")}
            </Button>
            <Button size="sm" variant="primary" onClick={onAnswer}>
              <MessageSquareReply aria-hidden />
              {t("gaps.answer")}
            </Button>
          </span>
        )}
        {mayChange && gap.status === "dismissed" && (
          <Button size="sm" loading={judge.isPending} onClick={() => set("open")}>
            {t("gaps.reopen")}
          </Button>
        )}
      </div>
      {gap.phrasings.length > 0 && (
        <ul aria-label={t("gaps.phrasings")} className="mt-2 space-y-0.5 border-l-2 border-line pl-3 text-xs text-ink-2">
          {gap.phrasings.map((phrasing) => (
            <li key={phrasing} className="break-words">
              {phrasing}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
