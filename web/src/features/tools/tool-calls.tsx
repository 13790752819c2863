import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { PhoneOutgoing } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { callsQuery, type ToolCall } from "./api";
import { Shown } from "./shown";
import { useErrorName } from "@/features/trace";

/** Who called it with what, and what came back. */
export function ToolCalls() {
  const { t } = useTranslation("tools");
  const { toolId } = useParams({ from: "/app/tools/$toolId" });
  const query = useInfiniteQuery(callsQuery(toolId));
  const calls = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <PageBody className="w-full max-w-3xl">
      {query.isPending && <SkeletonText lines={8} />}
      {query.isError && calls.length === 0 && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && calls.length === 0 && <EmptyState icon={<PhoneOutgoing aria-hidden />} title={t("calls.empty")} description={t("calls.empty_detail")} />}
      {calls.length > 0 && (
        <ul aria-label={t("tabs.calls")} className="divide-y divide-line rounded-l border border-line bg-surface">
          {calls.map((call) => (
            <Call key={call.id} call={call} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button className="mt-4" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("calls.more")}
        </Button>
      )}
    </PageBody>
  );
}

function Call({ call }: { call: ToolCall }) {
  const { t } = useTranslation("tools");
  const formats = useFormats();
  const nameOf = useErrorName();
  const good = call.state === "done";
  return (
    <li>
      <details className="group px-4 py-3">
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <Pill tone={good ? "good" : call.state === "failed" ? "bad" : "neutral"}>{good ? t("bench.ok") : call.error ? nameOf(call.error) : t(`calls.states.${call.state}`)}</Pill>
          <span className="min-w-0 flex-1 truncate font-mono text-xs text-ink-2">{JSON.stringify(call.arguments)}</span>
          <span className="text-xs text-ink-2 tabular-nums">{call.ms === null ? "" : formats.milliseconds(call.ms)}</span>
          <TimeAgo value={call.at} className="text-xs text-ink-2" />
        </summary>
        <div className="mt-3 space-y-3">
          <p className="text-xs text-ink-2">
            {[t(`calls.sources.${call.source}`), call.version !== null && t("calls.version", { number: call.version }), call.status, call.mocked && t("calls.mocked")].filter(Boolean).join(" · ")}
          </p>
          {call.conversation_id && call.source === "conversation" && (
            <Link to="/conversations/$conversationId" params={{ conversationId: call.conversation_id }} className="text-sm text-accent hover:underline">
              {t("calls.conversation")}
            </Link>
          )}
          <Shown label={t("bench.answer")} text={call.answer || t("bench.nothing")} />
        </div>
      </details>
    </li>
  );
}
