import { Link } from "@tanstack/react-router";
import { PhoneOff } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Moment } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { AfterCall } from "./after-call";
import { type Call, isRunning, useCancel } from "./api";
import { CallFacts } from "./call-facts";
import { Player, usePlayback } from "./player";
import { CallTranscript } from "./transcript";
import { useCallWords } from "./words";

const TakeOver = lazy(() => import("./take-over"));

/** One call from its first ring to what came of it. Fills the body of a sheet. */
export function CallBody({ call }: { call: Call }) {
  const { t } = useTranslation("calls");
  const words = useCallWords();
  const playback = usePlayback();
  const running = isRunning(call);
  const ending = words.ending(call);
  // What is asked of a platform again is said while one waits for it.
  const again = running && /^voice_(?!unsupported)/.test(call.error);
  return (
    <>
      {!running && call.recording && <Player id={call.id} playback={playback} />}
      <Figures call={call} />
      <div data-scrolls className="min-h-0 flex-1 overflow-y-auto">
        {running && call.error && (
          <div className="px-5 pt-3">
            <Callout tone="warn" live>
              {[words.problem(call.error), again && t("problem.again")].filter(Boolean).join(" ")}
            </Callout>
          </div>
        )}
        {!running && ending && (
          <div className="px-5 pt-3">
            <Callout tone={call.status === "failed" ? "bad" : "neutral"}>
              {ending}
              {/* What we ended ourselves needs no witness. */}
              {call.evidence && !(call.evidence === "us" && call.ending === "stopped") && <span className="block text-xs text-ink-2">{t(`evidence.${call.evidence}`)}</span>}
            </Callout>
          </div>
        )}
        {call.erased_at && !running && (
          <div className="px-5 pt-3">
            <Callout tone="neutral">
              {t("erased")} <Moment value={call.erased_at} />
            </Callout>
          </div>
        )}
        {call.summary && (
          <section className="px-5 pt-3" aria-label={t("summary")}>
            <h3 className="text-xs font-medium text-ink-2">{t("summary")}</h3>
            <p className="text-sm break-words whitespace-pre-wrap">{call.summary}</p>
          </section>
        )}
        <Objections call={call} />
        <CallTranscript call={call} playback={!running && call.recording ? playback : undefined} />
        {!running && <AfterCall call={call} />}
        <CallFacts call={call} />
      </div>
      {call.can.includes("call:place") && (
        <Suspense>
          <TakeOver call={call} />
        </Suspense>
      )}
      {running && call.can.includes("call:place") && <HangUp call={call} />}
    </>
  );
}

/** What spoke against it, as a language model heard it. */
function Objections({ call }: { call: Call }) {
  const { t } = useTranslation("calls");
  const told = call.insights?.objections ?? [];
  if (told.length === 0) return null;
  return (
    <section className="px-5 pt-3" aria-label={t("objections")}>
      <h3 className="text-xs font-medium text-ink-2">{t("objections")}</h3>
      <ul className="list-disc pl-4 text-sm break-words">
        {told.map((objection, at) => (
          <li key={`${objection}-${at}`}>{objection}</li>
        ))}
      </ul>
    </section>
  );
}

function Figures({ call }: { call: Call }) {
  const { t } = useTranslation("calls");
  const formats = useFormats();
  const words = useCallWords();
  const money = call.cost ?? call.estimate;
  const wait = call.latency.e2e_p95 ?? call.latency.e2e_p50;
  const known = [
    [t(call.cost ? (call.cost.final ? "figures.cost" : "figures.cost_so_far") : "figures.estimate"), money && (call.cost || isRunning(call)) ? formats.money(money.micros, money.currency) : ""],
    [t("figures.duration"), call.duration_seconds === null ? "" : formats.clock(call.duration_seconds)],
    [t("figures.latency"), wait === undefined ? "" : formats.milliseconds(wait)],
    [t("figures.sentiment"), call.sentiment ? words.sentiment(call.sentiment) : ""],
    [t("figures.outcome"), call.outcome ? words.outcome(call.outcome) : ""],
  ] as const;
  const figures = known.filter(([, value]) => value);
  if (figures.length === 0) return null;
  return (
    <dl className="grid shrink-0 grid-cols-[repeat(auto-fit,minmax(5.5rem,1fr))] gap-x-4 gap-y-2 border-b border-line px-5 py-3">
      {figures.map(([label, value]) => (
        <div key={label} className="min-w-0">
          <dt className="text-xs text-ink-2">{label}</dt>
          <dd className="truncate text-sm font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function HangUp({ call }: { call: Call }) {
  const { t } = useTranslation("calls");
  const words = useCallWords();
  const showError = useToastError();
  const cancel = useCancel(call.id);
  const [asking, setAsking] = useState(false);
  const talking = call.status === "in_progress";
  const end = () => cancel.mutateAsync(undefined, { onSuccess: () => toast(t(talking ? "hang_up.done" : "hang_up.cancelled")), onError: showError });
  if (!call.stoppable) return <p className="shrink-0 border-t border-line px-5 py-3 text-xs text-ink-2">{t("hang_up.cannot", { platform: words.platform(call.account.platform) })}</p>;
  return (
    <div className="flex shrink-0 items-center gap-3 border-t border-line px-5 py-3">
      <p className="min-w-0 flex-1 text-xs text-ink-2">{t(call.stopping ? "hang_up.asked" : talking ? "hang_up.talking" : "hang_up.waiting")}</p>
      <Button variant="danger" loading={cancel.isPending} disabled={call.stopping} onClick={() => (talking ? setAsking(true) : void end().catch(() => undefined))}>
        <PhoneOff aria-hidden />
        {t(talking ? "hang_up.hang_up" : "hang_up.cancel")}
      </Button>
      <ConfirmDialog open={asking} onOpenChange={setAsking} title={t("hang_up.title", { name: call.contact?.name ?? call.to_number })} action={t("hang_up.hang_up")} destructive onConfirm={end}>
        {t("hang_up.detail")}
      </ConfirmDialog>
    </div>
  );
}

/** "Prospecting · Reception v14 · Retell · +34 910 000 001". */
export function CallLine({ call }: { call: Call }) {
  const { t } = useTranslation("calls");
  const words = useCallWords();
  const agent = call.agent && (call.agent.version === null ? call.agent.name : `${call.agent.name} v${call.agent.version}`);
  const number = call.direction === "inbound" ? call.from_number : call.to_number;
  return <>{[call.kind ? t(`kind.${call.kind}`) : t(`direction.${call.direction}`), agent, words.platform(call.account.platform), number].filter(Boolean).join(" · ")}</>;
}

/** The contact as a link to them, where there is one. */
export function CallParty({ call }: { call: Call }) {
  const words = useCallWords();
  if (!call.contact) return <>{words.party(call)}</>;
  return (
    <Link to="/contacts/$contactId" params={{ contactId: call.contact.id }} search={{}} className="hover:underline">
      {call.contact.name}
    </Link>
  );
}
