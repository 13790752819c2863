import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { PromiseNote } from "@/features/promises";
import { useToolTitle } from "@/features/trace";
import { useFormats } from "@/lib/locale";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { type Call, isRunning, transcriptQuery, type Utterance } from "./api";
import type { Playback } from "./player";

const SAID = { agent: "text-accent", callee: "text-ink-2", tool: "text-ink-3", system: "text-ink-3" } as const;
// Below this the platform itself was not sure of what it heard.
const UNSURE = 0.6;

/** What is said in a call, as it is said; afterwards a click on a sentence plays it. */
export function CallTranscript({ call, playback }: { call: Call; playback: Playback | undefined }) {
  const { t } = useTranslation("calls");
  const running = isRunning(call);
  const found = useQuery(transcriptQuery(call.id, running));
  const said = found.data?.utterances ?? [];
  const end = useFollow(said.length, running);
  if (found.isPending) return <SkeletonText lines={6} className="p-5" />;
  if (found.isError && said.length === 0) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  if (said.length === 0 && !running && !call.answered_at) return null;
  if (said.length === 0) return <p className="px-5 py-8 text-center text-sm text-ink-2">{t(running ? "transcript.waiting" : call.transcript_status === "failed" ? "transcript.failed" : call.transcript_status === "processing" ? "transcript.processing" : "transcript.none")}</p>;
  const at = playback?.at ?? -1;
  const current = playback ? said.findLastIndex((one) => one.at !== null && one.at <= at + 0.05) : -1;
  return (
    <div role="log" aria-label={t("transcript.title")} aria-relevant="additions" className="px-3 py-3">
      {said.map((one, index) => (
        <Said key={index} one={one} conversation={call.conversation_id} playing={at > 0 && index === current} onPlay={playback && one.at !== null ? () => playback.seek(one.at ?? 0) : undefined} />
      ))}
      <div ref={end} />
    </div>
  );
}

function Said({ one, conversation, playing, onPlay }: { one: Utterance; conversation: string | null; playing: boolean; onPlay: (() => void) | undefined }) {
  const { t } = useTranslation("calls");
  const formats = useFormats();
  const clock = one.at === null ? "" : formats.clock(one.at);
  const quiet = one.role === "tool" || one.role === "system";
  const titleOf = useToolTitle();
  const title = one.role === "tool" ? titleOf(/^(\w+)\(/.exec(one.text)?.[1] ?? "") : undefined;
  return (
    <div className={cn("grid grid-cols-[3.25rem_minmax(0,1fr)] gap-x-3 rounded-s px-2 py-1.5", playing && "bg-accent-soft")}>
      {onPlay ? (
        <button type="button" onClick={onPlay} aria-label={t("transcript.play_from", { time: clock })} className="self-start pt-0.5 text-left font-mono text-xs text-ink-3 hover:text-accent hover:underline">
          {clock}
        </button>
      ) : (
        <span className="pt-0.5 font-mono text-xs text-ink-3">{clock}</span>
      )}
      <div className="min-w-0">
        <p className={cn("text-sm break-words whitespace-pre-wrap", quiet && "font-mono text-xs text-ink-2")}>
          <span className={cn("font-medium", SAID[one.role])}>{t(`role.${one.role}`)}</span> {title && <span className="font-sans">{title} · </span>}
          {one.text}
          {one.confidence !== null && one.confidence < UNSURE && <span className="ml-1 text-xs text-warn">{t("transcript.unsure", { percent: formats.percent(one.confidence, 0) })}</span>}
        </p>
        {one.contradicts.map((promise) => (
          <PromiseNote key={promise.key} promise={promise} conversation={conversation} />
        ))}
      </div>
    </div>
  );
}

/** Keeps the newest words in sight while the call runs, unless one reads further up. */
function useFollow(count: number, running: boolean) {
  const end = useRef<HTMLDivElement>(null);
  const seen = useRef(0);
  useEffect(() => {
    const box = end.current?.closest<HTMLElement>("[data-scrolls]");
    const near = box ? box.scrollHeight - box.scrollTop - box.clientHeight < 240 : false;
    if (running && count > seen.current && (seen.current === 0 || near)) end.current?.scrollIntoView({ block: "end" });
    seen.current = count;
  }, [count, running]);
  return end;
}
