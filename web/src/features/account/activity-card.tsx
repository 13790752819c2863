import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { Moment } from "@/ui/time-ago";
import { activityQuery } from "./api";
import { describeAgent } from "./describe-agent";

/** Worth a second look. */
const WORRYING = new Set(["sign_in_failed", "code_rejected", "two_step_failed", "two_step_removed"]);

/** What happened to the account lately, so that somebody else's doing is noticed. */
export function ActivityCard() {
  const { t, i18n } = useTranslation("account");
  const found = useInfiniteQuery(activityQuery);
  const events = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title={t("activity.title")} description={t("activity.detail")} flush>
      {found.isPending && <SkeletonText lines={5} className="px-4 pb-4" />}
      {found.isError && events.length === 0 && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && events.length === 0 && <EmptyState compact icon={<History aria-hidden />} title={t("activity.none")} />}
      <ul className="border-t border-line empty:hidden">
        {events.map((event) => (
          <li key={event.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-b border-line px-4 py-2.5 last:border-b-0">
            <div className="min-w-40 flex-1">
              <p className={WORRYING.has(event.action) ? "text-sm font-medium text-warn" : "text-sm"}>{t(i18n.exists(`account:activity.actions.${event.action}`) ? `activity.actions.${event.action}` : "activity.actions.other")}</p>
              <p className="text-xs text-ink-3">{[event.browser && describeAgent(event.browser), event.address].filter(Boolean).join(" · ")}</p>
            </div>
            <Moment value={event.at} className="text-xs text-ink-2" />
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <div className="border-t border-line p-2 text-center">
          <Button size="sm" variant="ghost" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t("activity.more")}
          </Button>
        </div>
      )}
    </Card>
  );
}
