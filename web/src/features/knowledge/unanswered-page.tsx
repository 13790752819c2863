import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { CircleHelp, MessageSquareReply } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
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

const STATES = ["open", "answered", "dismissed"] as const;

/** What was asked and nothing answered, those asked most often first: each one answer away from being known. */
export function UnansweredPage() {
  const { t } = useTranslation("knowledge");
  const navigate = useNavigate();
  const { status = "open" } = useSearch({ from: "/app/knowledge/unanswered" });
  const found = useInfiniteQuery(gapsQuery(status));
  const sources = useQuery(sourcesQuery).data?.filter(({ kind }) => kind === "faq") ?? [];
  const [answering, setAnswering] = useState<Gap>();
  const gaps = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <PageBody className="w-full max-w-3xl">
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <p className="min-w-48 flex-1 text-sm text-ink-2">{t("gaps.about")}</p>
        <Segmented
          label={t("columns.status")}
          value={status}
          onValueChange={(next) => void navigate({ to: "/knowledge/unanswered", search: next === "open" ? {} : { status: next }, replace: true })}
          choices={STATES.map((value) => ({ value, label: t(`gaps.status.${value}`) }))}
        />
      </div>
      {found.isPending && <SkeletonText lines={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && gaps.length === 0 && <EmptyState icon={<CircleHelp aria-hidden />} title={t(`gaps.none.${status}`)} description={status === "open" ? t("gaps.none_detail") : undefined} />}
      <ul aria-label={t("tabs.unanswered")} className="space-y-2 empty:hidden">
        {gaps.map((gap) => (
          <GapRow key={gap.id} gap={gap} onAnswer={() => setAnswering(gap)} />
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

function GapRow({ gap, onAnswer }: { gap: Gap; onAnswer: () => void }) {
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
