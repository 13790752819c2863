import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { PhoneIncoming, PhoneOutgoing, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { Moment, TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { type Call, callbacksQuery, type Callback, callsQuery, isRunning, useForgetCallback } from "./api";
import { CallState } from "./call-state";
import { outcomeTone, useCallWords } from "./words";

/** A lead's calls, the last first, and those that are to come. */
export function CallHistory({ contact, onOpen }: { contact: string; onOpen: (id: string) => void }) {
  const { t } = useTranslation("calls");
  const found = useInfiniteQuery(callsQuery({ contact }, 20));
  const coming = useQuery(callbacksQuery(contact)).data?.filter(({ status }) => status === "waiting" || status === "refused") ?? [];
  const calls = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="space-y-3 px-5 py-4">
      {coming.map((one) => (
        <Coming key={one.id} one={one} />
      ))}
      {found.isPending && <SkeletonText lines={5} />}
      {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && calls.length === 0 && <EmptyState compact icon={<PhoneOutgoing aria-hidden />} title={t("history.empty")} description={t("history.empty_detail")} />}
      <ul className="divide-y divide-line" aria-label={t("history.title")}>
        {calls.map((call) => (
          <li key={call.id}>
            <button type="button" onClick={() => onOpen(call.id)} className="flex w-full items-start gap-3 rounded-s py-2.5 text-left hover:bg-hover">
              <Line call={call} />
            </button>
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button size="sm" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("history.more")}
        </Button>
      )}
    </div>
  );
}

function Line({ call }: { call: Call }) {
  const { t } = useTranslation("calls");
  const formats = useFormats();
  const words = useCallWords();
  const Icon = call.direction === "inbound" ? PhoneIncoming : PhoneOutgoing;
  return (
    <>
      <Icon aria-label={t(`direction.${call.direction}`)} className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <span className="font-medium">{call.kind ? t(`kind.${call.kind}`) : t(`direction.${call.direction}`)}</span>
          {isRunning(call) ? <CallState call={call} /> : <Pill tone={call.outcome ? outcomeTone(call.outcome) : call.status === "failed" ? "bad" : "neutral"}>{call.outcome ? words.outcome(call.outcome) : words.status(call)}</Pill>}
        </span>
        <span className="block truncate text-xs text-ink-2">{call.summary || words.ending(call)}</span>
        <span className="block text-xs text-ink-3">
          {[call.agent?.name, call.duration_seconds ? formats.duration(call.duration_seconds) : "", call.cost ? formats.money(call.cost.micros, call.cost.currency) : ""].filter(Boolean).join(" · ")} · <TimeAgo value={call.created_at} />
        </span>
      </span>
    </>
  );
}

function Coming({ one }: { one: Callback }) {
  const { t } = useTranslation("calls");
  const words = useCallWords();
  const forget = useForgetCallback();
  const showError = useToastError();
  const why = one.reasons[0]?.sentence ?? (one.problem ? words.problem(one.problem) : "");
  return (
    <div className="flex items-start gap-2 rounded-m border border-line bg-sunken px-3 py-2 text-sm">
      <p className="min-w-0 flex-1">
        {t(one.status === "refused" ? "coming.refused" : "coming.waiting")} <Moment value={one.at} className="font-medium" /> · {one.agent?.name ?? "—"}
        {why && <span className="block text-xs text-bad">{why}</span>}
        {one.note && <span className="block truncate text-xs text-ink-2">{one.note}</span>}
      </p>
      {one.can.includes("call:place") && (
        <IconButton size="icon-sm" label={t("coming.forget")} loading={forget.isPending} onClick={() => forget.mutate(one.id, { onError: showError })}>
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
