import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Stamp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { LoadMore } from "@/ui/load-more";
import { PageBody, PageHeader } from "@/ui/page-header";
import { SkeletonText } from "@/ui/skeleton";
import { type Approval, approvalsQuery, waitingQuery } from "./api";
import { Request } from "./request";

/** What agents wait for now, and what was decided before. */
export function ApprovalsPage() {
  const { t } = useTranslation("approvals");
  const waiting = useInfiniteQuery(waitingQuery);
  const query = useInfiniteQuery(approvalsQuery);
  const settled = (query.data?.pages.flatMap((page) => page.items) ?? []).filter(({ state }) => state !== "waiting");
  const loading = waiting.isPending || query.isPending;
  const failed = waiting.isError ? waiting : query.isError ? query : undefined;
  return (
    <>
      <PageHeader parent={<Link to="/tools">{t("tools")}</Link>} title={t("title")} />
      <PageBody className="w-full max-w-3xl space-y-6">
        {loading && <SkeletonText lines={8} />}
        {failed && <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />}
        {!loading && !failed && waiting.data?.length === 0 && <EmptyState icon={<Stamp aria-hidden />} title={t("empty.title")} description={t("empty.description")} />}
        {waiting.data && waiting.data.length > 0 && <Requests label={t("waiting")} items={waiting.data} />}
        <LoadMore query={waiting} />
        {settled.length > 0 && <Requests label={t("settled")} items={settled} />}
        <LoadMore query={query} />
      </PageBody>
    </>
  );
}

function Requests({ label, items }: { label: string; items: Approval[] }) {
  const { t } = useTranslation("approvals");
  const mayRead = useMay("conversation:read");
  return (
    <section aria-label={label} className="space-y-2">
      <h2 className="text-sm font-semibold text-ink-2">{label}</h2>
      <ul className="divide-y divide-line rounded-l border border-line bg-surface shadow-card">
        {items.map((one) => (
          <li key={one.id} className="p-4">
            <Request
              one={one}
              context={
                mayRead && (
                  <>
                    {" · "}
                    <Link to="/conversations/$conversationId" params={{ conversationId: one.conversation_id }} className="text-accent underline">
                      {t("conversation")}
                    </Link>
                  </>
                )
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
