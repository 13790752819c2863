import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronRight, Paperclip } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { cn } from "@/lib/class-names";
import { PromiseNote } from "@/features/promises";
import { TraceLines } from "@/features/trace";
import { TurnRating } from "@/features/turns";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { RichText } from "@/ui/rich-text";
import { SkeletonText } from "@/ui/skeleton";
import { Switch } from "@/ui/switch";
import { Moment } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { type Conversation, type Message, messagesQuery, useDownload } from "./api";

/** What was said, word by word; beside each message, when asked, what the agent did up to it. */
export function Transcript({ one }: { one: Conversation }) {
  const { t } = useTranslation("conversations");
  const found = useInfiniteQuery(messagesQuery(one.id));
  const [traced, setTraced] = useState(false);
  const messages = found.data?.pages.flatMap((page) => page.items) ?? [];
  const end = useFollow(messages.length, one.status !== "ended");
  if (found.isPending) return <SkeletonText lines={8} className="p-5" />;
  if (found.isError && messages.length === 0) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  if (messages.length === 0) return <p className="px-5 py-8 text-center text-sm text-ink-2">{t("transcript.empty")}</p>;
  return (
    <div className="px-3 py-3">
      <div className="mb-1 flex justify-end px-2">
        <Switch label={t("trace.show_all")} checked={traced} onCheckedChange={setTraced} />
      </div>
      <div role="log" aria-label={t("transcript.title")} aria-relevant="additions">
        {messages.map((message) => (
          <MessageRow key={message.id} one={one} message={message} traced={traced} />
        ))}
      </div>
      {found.hasNextPage && (
        <Button size="sm" className="mt-2 ml-2" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("transcript.more")}
        </Button>
      )}
      <div ref={end} />
    </div>
  );
}

/** Keeps the newest words in sight while the conversation runs, unless one reads further up. */
function useFollow(count: number, running: boolean) {
  const end = useRef<HTMLDivElement>(null);
  const seen = useRef(0);
  useEffect(() => {
    const grown = count > seen.current;
    const box = end.current?.closest<HTMLElement>("[role=tabpanel]");
    const near = box ? box.scrollHeight - box.scrollTop - box.clientHeight < 240 : false;
    if (running && grown && (seen.current === 0 || near)) end.current?.scrollIntoView({ block: "end" });
    seen.current = count;
  }, [count, running]);
  return end;
}

const SAID = { visitor: "text-ink-2", agent: "text-accent", person: "text-info", system: "text-ink-3" } as const;

function MessageRow({ one, message, traced }: { one: Conversation; message: Message; traced: boolean }) {
  const { t } = useTranslation("conversations");
  const formats = useFormats();
  const mayMend = useMay("agent:update") && one.can.includes("conversation:annotate");
  const [open, setOpen] = useState<boolean>();
  useEffect(() => setOpen(undefined), [traced]);
  const shown = open ?? traced;
  const who = <p className={cn("text-xs font-medium", SAID[message.role])}>{message.author?.name || t(`role.${message.role}`)}</p>;
  return (
    <article className="grid grid-cols-[3.25rem_minmax(0,1fr)] gap-x-3 rounded-s px-2 py-2 hover:bg-sunken">
      <Moment value={message.created_at} show="time" className="pt-px font-mono text-xs text-ink-3" />
      <div className="min-w-0 text-sm">
        {message.role === "agent" ? (
          <TurnRating turn={{ conversation: one.id, message: message.id }} agentId={one.agent.id} rating={message.rating} mayRate={one.can.includes("conversation:annotate")} mayMend={mayMend} head={who}>
            <Words one={one} message={message} />
          </TurnRating>
        ) : (
          <>
            {who}
            <Words one={one} message={message} />
          </>
        )}
        {message.trace.length > 0 && (
          <>
            <button type="button" aria-expanded={shown} className="mt-0.5 inline-flex min-h-6 items-center gap-1 rounded-xs font-mono text-2xs text-ink-3 hover:text-ink" onClick={() => setOpen(!shown)}>
              <ChevronRight aria-hidden className={cn("size-3 transition-transform duration-100", shown && "rotate-90")} />
              {t("trace.steps", { count: message.trace.length })}
              {message.took_ms >= 1 && <> · {formats.milliseconds(message.took_ms)}</>}
            </button>
            {shown && <TraceLines entries={message.trace} className="mt-1 border-l-2 border-line pl-2.5 text-ink-2" />}
          </>
        )}
      </div>
    </article>
  );
}

/** What was said, offered and sent along, and what of it the business says otherwise. */
function Words({ one, message }: { one: Conversation; message: Message }) {
  const { t } = useTranslation("conversations");
  const formats = useFormats();
  const showError = useToastError();
  const download = useDownload(one.id);
  return (
    <>
      {message.text && <RichText text={message.text} className={cn(message.role === "system" && "text-ink-2 italic")} />}
      {message.choices && message.choices.length > 0 && (
        <ul className="mt-1 flex flex-wrap gap-1" aria-label={t("transcript.choices")}>
          {message.choices.map((choice) => (
            <li key={choice.id} className="rounded-full border border-line px-2 text-xs leading-5 text-ink-2">
              {choice.label}
            </li>
          ))}
        </ul>
      )}
      {message.attachments?.map((file) => (
        <Button key={file.id} size="sm" className="mt-1 max-w-full" loading={download.isPending} onClick={() => download.mutate(file, { onError: showError })}>
          <Paperclip aria-hidden />
          <span className="truncate">{file.name}</span>
          <span className="font-normal text-ink-3">{formats.bytes(file.size)}</span>
        </Button>
      ))}
      {message.citations && message.citations.length > 0 && (
        <p className="mt-1 text-xs text-ink-3">
          {t("transcript.sources")} {message.citations.map(({ title, place }) => (place ? `${title} · ${place}` : title)).join("; ")}
        </p>
      )}
      {message.contradicts.map((promise) => (
        <PromiseNote key={promise.key} promise={promise} conversation={one.id} />
      ))}
    </>
  );
}
