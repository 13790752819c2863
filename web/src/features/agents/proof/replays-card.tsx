import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { useDraft } from "../draft-context";
import { gateQuery, isGoing, type Replay, replaysQuery, sizeFor, useStartReplay } from "./api";
import { ReplaySheet } from "./replay-sheet";

/** Real conversations held again with the draft, and what earlier replays found. */
export function ReplaysCard({ agentId, mayEdit }: { agentId: string; mayEdit: boolean }) {
  const { t } = useTranslation("proof");
  const found = useInfiniteQuery(replaysQuery(agentId));
  const gate = useQuery(gateQuery(agentId));
  const start = useStartReplay(agentId);
  const draft = useDraft();
  const showError = useToastError();
  const [showing, setShowing] = useState<string>();
  const replays = found.data?.pages.flatMap((page) => page.items) ?? [];
  const run = async () => {
    try {
      // What was typed a moment ago is proven too.
      await draft.flush();
      setShowing((await start.mutateAsync(sizeFor(gate.data))).id);
    } catch (error) {
      showError(error);
    }
  };
  return (
    <>
      <Card
        flush
        title={t("replays.title")}
        description={t("replays.detail")}
        actions={
          mayEdit && (
            <Button size="sm" loading={start.isPending} onClick={() => void run()}>
              <History aria-hidden />
              {t("replays.start")}
            </Button>
          )
        }
      >
        {found.isPending && <SkeletonText lines={2} className="px-4 pb-4" />}
        {found.isError && !found.data && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
        {found.data && replays.length === 0 && <p className="border-t border-line px-4 py-3 text-sm text-ink-2">{t("replays.none")}</p>}
        {replays.length > 0 && (
          <ul className="border-t border-line">
            {replays.map((each) => (
              <li key={each.id} className="border-b border-line last:border-b-0">
                <button type="button" className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-left hover:bg-hover" onClick={() => setShowing(each.id)}>
                  <span className="min-w-40 flex-1">
                    <span className="font-medium">{t("replays.one", { count: each.total })}</span>
                    <span className="block text-xs text-ink-2">
                      {each.started_by} · <TimeAgo value={each.created_at} />
                    </span>
                  </span>
                  <ReplayState replay={each} />
                </button>
              </li>
            ))}
          </ul>
        )}
        {found.hasNextPage && (
          <div className="border-t border-line px-4 py-3">
            <Button size="sm" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {t("replays.more")}
            </Button>
          </div>
        )}
      </Card>
      {showing && <ReplaySheet id={showing} onClose={() => setShowing(undefined)} />}
    </>
  );
}

export function ReplayState({ replay }: { replay: Replay }) {
  const { t } = useTranslation("proof");
  if (isGoing(replay)) return <Pill tone="info">{t("replays.going", { done: replay.done, total: replay.total })}</Pill>;
  if (replay.state === "cancelled") return <Pill>{t("replays.cancelled")}</Pill>;
  if (replay.worse.count > 0) {
    return (
      <Pill tone="bad" dot>
        {t("replays.worse", { count: replay.worse.count })}
      </Pill>
    );
  }
  return (
    <Pill tone={replay.done > replay.undecided ? "good" : "neutral"} dot>
      {t(replay.done > replay.undecided ? "replays.none_worse" : "replays.none_decided")}
    </Pill>
  );
}
