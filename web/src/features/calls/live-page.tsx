import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { MessagesSquare, Phone, PhoneIncoming, Radio } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { mayDo, useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { type Call, callsQuery, transcriptQuery } from "./api";
import { CallState } from "./call-state";
import { chatsQuery, type RunningChat } from "./live-chats";
import { RunningClock } from "./running-clock";
import { useCallWords } from "./words";

/** Everything that is going on now: calls and chats, with their last words as they come. */
export function LivePage() {
  const { t } = useTranslation("calls");
  const { membership } = useSession();
  const reads = { calls: mayDo(membership, "call:read"), chats: mayDo(membership, "conversation:read") };
  const calls = useInfiniteQuery({ ...callsQuery({ running: "true" }), enabled: reads.calls, refetchInterval: 10_000 });
  const chats = useQuery({ ...chatsQuery, enabled: reads.chats });
  const running = calls.data?.pages.flatMap((page) => page.items) ?? [];
  const talking = chats.data ?? [];
  const waiting = (reads.calls && calls.isPending) || (reads.chats && chats.isPending);
  const failed = calls.error ?? chats.error;
  const nothing = !waiting && !failed && running.length + talking.length === 0;
  return (
    <>
      <PageHeader title={t("live.title")} />
      <PageBody>
        {waiting && <SkeletonText lines={6} />}
        {failed && running.length + talking.length === 0 && (
          <ErrorState
            error={failed}
            onRetry={() => {
              void calls.refetch();
              void chats.refetch();
            }}
          />
        )}
        {nothing && <EmptyState icon={<Radio aria-hidden />} title={t("live.empty")} description={t("live.empty_detail")} />}
        <div className="grid gap-4 xl:grid-cols-2">
          {running.length > 0 && (
            <Group title={t("live.calls", { count: running.length })} description={t("live.no_take_over")}>
              {running.map((call) => (
                <CallRow key={call.id} call={call} />
              ))}
            </Group>
          )}
          {talking.length > 0 && (
            <Group title={t("live.chats", { count: talking.length })}>
              {talking.map((chat) => (
                <ChatRow key={chat.id} chat={chat} />
              ))}
            </Group>
          )}
        </div>
      </PageBody>
      <Outlet />
    </>
  );
}

function Group({ title, description, children }: { title: string; description?: string; children: ReactNode }) {
  return (
    <Card title={title} description={description} flush>
      <ul className="divide-y divide-line border-t border-line">{children}</ul>
    </Card>
  );
}

const rowClass = "relative flex items-start gap-3 px-4 py-3 hover:bg-hover focus-within:bg-hover";
const linkClass = "block truncate text-sm font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent";

function CallRow({ call }: { call: Call }) {
  const { t } = useTranslation("calls");
  const formats = useFormats();
  const words = useCallWords();
  const last = useQuery({ ...transcriptQuery(call.id, true), enabled: call.status === "in_progress" }).data?.utterances.at(-1);
  const Icon = call.direction === "inbound" ? PhoneIncoming : Phone;
  const money = call.cost ?? call.estimate;
  return (
    <li className={rowClass}>
      <Icon aria-label={t(`direction.${call.direction}`)} className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <Link to="/live/$callId" params={{ callId: call.id }} className={linkClass}>
          {words.party(call)}
        </Link>
        <p className="truncate text-xs text-ink-2">{[call.agent?.name, words.platform(call.account.platform), call.kind && t(`kind.${call.kind}`)].filter(Boolean).join(" · ")}</p>
        <LastWords speaker={last ? t(`role.${last.role}`) : ""} text={last?.text ?? ""} />
        {call.error && <p className="text-xs text-bad">{words.problem(call.error)}</p>}
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1 text-xs text-ink-2">
        <CallState call={call} />
        {money && <span className="tabular-nums">{t(call.cost ? "live.cost" : "live.about", { cost: formats.money(money.micros, money.currency) })}</span>}
      </div>
    </li>
  );
}

function ChatRow({ chat }: { chat: RunningChat }) {
  const { t } = useTranslation("calls");
  const formats = useFormats();
  return (
    <li className={rowClass}>
      <MessagesSquare aria-label={t("live.chat")} className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <Link to="/conversations/$conversationId" params={{ conversationId: chat.id }} search={{}} className={linkClass}>
          {chat.agent.name}
        </Link>
        <LastWords speaker="" text={chat.preview} />
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1 text-xs text-ink-2">
        <Pill tone={chat.status === "handed_off" ? "warn" : "good"} dot>
          {chat.held_by ? t("live.held", { name: chat.held_by.name }) : t(chat.status === "handed_off" ? "live.waits" : "live.talking")} <RunningClock since={chat.started_at} />
        </Pill>
        {chat.cost_micros > 0 && <span className="tabular-nums">{t("live.cost", { cost: formats.money(chat.cost_micros, chat.currency) })}</span>}
      </div>
    </li>
  );
}

function LastWords({ speaker, text }: { speaker: string; text: string }) {
  if (!text) return null;
  return (
    <p className="mt-0.5 line-clamp-2 text-xs break-words">
      {speaker && <span className="font-medium text-accent">{speaker} </span>}
      {text}
    </p>
  );
}
