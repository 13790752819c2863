import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOutcomeName, useToolName } from "@/features/trace";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Meter } from "@/ui/meter";
import { Pill, type Tone } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { isGoing, type ReplayDetail, replayQuery, type ReplayTalk, type Share, useCancelReplay, type Verdict } from "./api";
import { ReplayState } from "./replays-card";
import { SideBySide } from "./side-by-side";

/** What matters most comes first. */
const ORDER: readonly Verdict[] = ["worse", "better", "otherwise", "undecided", "same"];
const TONES: Record<Verdict, Tone> = { worse: "bad", better: "good", otherwise: "info", undecided: "warn", same: "neutral" };

/** Which conversations would end otherwise, how sure that is, and each one beside what was said then. */
export function ReplaySheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("proof");
  const found = useQuery(replayQuery(id));
  const cancel = useCancelReplay();
  const showError = useToastError();
  const [wanted, setWanted] = useState<Verdict>();
  const replay = found.data;
  const shown = replay ? [...replay.talks].sort((one, other) => rank(one) - rank(other)).filter((talk) => !wanted || talk.verdict === wanted) : [];
  return (
    <Sheet
      open
      beside
      width="lg"
      className="w-[56rem]"
      onOpenChange={(next) => !next && onClose()}
      title={t("sheet.title")}
      description={replay && t("sheet.drawn", { count: replay.total, population: replay.population, days: replay.days })}
      actions={replay && <ReplayState replay={replay} />}
      bodyClassName="p-0"
      footer={
        replay &&
        isGoing(replay) && (
          <Button loading={cancel.isPending} onClick={() => cancel.mutate(replay.id, { onError: showError })}>
            {t("sheet.cancel")}
          </Button>
        )
      }
    >
      {found.isPending && <SkeletonText lines={8} className="p-5" />}
      {found.isError && !replay && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {replay && isGoing(replay) && (
        <div className="px-5 pt-4">
          <Meter label={t("sheet.title")} value={replay.done} max={replay.total} text={t("replays.going", { done: replay.done, total: replay.total })} />
        </div>
      )}
      {replay && <Figures replay={replay} wanted={wanted} onWanted={setWanted} />}
      {replay && shown.length === 0 && <p className="px-5 py-6 text-sm text-ink-2">{t("sheet.empty")}</p>}
      <ul aria-label={t("sheet.talks")} className="pb-2">
        {replay && shown.map((talk) => <TalkRow key={talk.id} replay={replay.id} agent={replay.agent_id} talk={talk} />)}
      </ul>
    </Sheet>
  );
}

const rank = (talk: ReplayTalk): number => (talk.verdict ? ORDER.indexOf(talk.verdict) : ORDER.length);

function Figures({ replay, wanted, onWanted }: { replay: ReplayDetail; wanted: Verdict | undefined; onWanted: (verdict: Verdict | undefined) => void }) {
  const { t } = useTranslation("proof");
  const formats = useFormats();
  const between = (share: Share) => t("sheet.between", { low: formats.percent(share.low, 0), high: formats.percent(share.high, 0) });
  const decided = replay.done - replay.undecided;
  const figures: [Verdict, number, string][] = [
    ["worse", replay.worse.count, decided ? between(replay.worse) : ""],
    ["better", replay.better.count, decided ? between(replay.better) : ""],
    ["otherwise", replay.otherwise, ""],
    ["undecided", replay.undecided, ""],
    ["same", replay.same, ""],
  ];
  return (
    <div className="border-b border-line px-5 py-4">
      <div role="group" aria-label={t("sheet.figures")} className="grid grid-cols-2 gap-2 sm:grid-cols-5">
        {figures.map(([verdict, count, note]) => (
          <button
            key={verdict}
            type="button"
            aria-pressed={wanted === verdict}
            className="flex flex-col rounded-m border border-line p-2.5 text-left hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft"
            onClick={() => onWanted(wanted === verdict ? undefined : verdict)}
          >
            <span className="block text-xs text-ink-2">{t(`verdict.${verdict}`)}</span>
            <span className="block text-lg font-semibold tabular-nums">{formats.number(count)}</span>
            {note && <span className="block text-xs text-ink-2 tabular-nums">{note}</span>}
          </button>
        ))}
      </div>
      <p className="mt-2 text-xs text-ink-2">{t("sheet.interval", { confidence: replay.worse.confidence })}</p>
    </div>
  );
}

function TalkRow({ replay, agent, talk }: { replay: string; agent: string; talk: ReplayTalk }) {
  const { t } = useTranslation("proof");
  const outcome = useOutcomeName();
  const toolName = useToolName();
  const [open, setOpen] = useState(false);
  const ended = (standing: ReplayTalk["was"]) => (standing ? (standing.outcome && standing.how !== "person" && standing.how !== "transferred" ? outcome(standing.outcome) : t(`how.${standing.how}`)) : "…");
  const { gone, come } = deedsBetween(talk);
  const more = talk.was && talk.is_now ? talk.is_now.unanswered - talk.was.unanswered : 0;
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        disabled={talk.verdict === null}
        className="flex w-full items-center gap-3 px-5 py-2.5 text-left hover:bg-hover disabled:hover:bg-transparent"
        onClick={() => setOpen(!open)}
      >
        <ChevronRight aria-hidden className={`size-4 shrink-0 text-ink-3 transition-transform ${open ? "rotate-90" : ""}`} />
        <span className="min-w-0 flex-1 break-words">
          {talk.verdict === "undecided" ? (
            <>
              {ended(talk.was)} <span className="block text-xs text-ink-2">{reason(t, talk.reason)}</span>
            </>
          ) : (
            <>
              {ended(talk.was)} → <span className="font-medium">{ended(talk.is_now)}</span>
              {gone.length > 0 && <span className="block text-xs text-ink-2">{t("sheet.deeds_gone", { count: gone.length, tools: gone.map(toolName).join(", ") })}</span>}
              {come.length > 0 && <span className="block text-xs text-ink-2">{t("sheet.deeds_come", { count: come.length, tools: come.map(toolName).join(", ") })}</span>}
              {more !== 0 && <span className="block text-xs text-ink-2">{t(more > 0 ? "sheet.more_unanswered" : "sheet.fewer_unanswered", { count: Math.abs(more) })}</span>}
            </>
          )}
        </span>
        <Pill tone={talk.verdict ? TONES[talk.verdict] : "neutral"}>{t(talk.verdict ? `verdict.${talk.verdict}` : "verdict.waiting")}</Pill>
      </button>
      {open && <SideBySide replay={replay} agent={agent} talk={talk} />}
    </li>
  );
}

/** The tools that did something then and would no longer, and the other way round. */
function deedsBetween({ was, is_now: now }: ReplayTalk): { gone: string[]; come: string[] } {
  if (!was || !now) return { gone: [], come: [] };
  return { gone: was.deeds.filter((tool) => !now.deeds.includes(tool)), come: now.deeds.filter((tool) => !was.deeds.includes(tool)) };
}

const REASONS = ["not_recorded", "never_told", "no_end", "model_failed"] as const;

function reason(t: ReturnType<typeof useTranslation<"proof">>["t"], code: string): string {
  const known = REASONS.find((each) => each === code);
  return known ? t(`reason.${known}`) : t("reason.other", { code });
}
