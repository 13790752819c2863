import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, CalendarClock, Phone } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { ErrorState, useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { Segmented } from "@/ui/choice-cards";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { AgentChoice } from "./agent-choice";
import { focusHere } from "./focus-here";
import { type Call, type Kind, KINDS, optionsQuery, useCallLead, useSchedule } from "./api";

/** Who calls a lead, why, and whether that may be now. It takes the place of what the sheet showed before. */
export function StartCall({ contact, onBack, onCalling }: { contact: { id: string; name: string }; onBack: () => void; onCalling: (call: Call | string) => void }) {
  const { t, i18n } = useTranslation("calls");
  const formats = useFormats();
  const errorText = useErrorText();
  const [number, setNumber] = useState("");
  const [kind, setKind] = useState<Kind>("prospecting");
  const [agent, setAgent] = useState("");
  const [note, setNote] = useState("");
  const [at, setAt] = useState<string>();
  // A new attempt has a new key only when something else is asked for.
  const [attempt, setAttempt] = useState(() => crypto.randomUUID());
  const found = useQuery(optionsQuery(contact.id, kind, number, i18n.language));
  const call = useCallLead(contact.id);
  const schedule = useSchedule(contact.id);
  const options = found.data;
  const chosen = options?.agents.find(({ id, free }) => id === agent && (free || at !== undefined)) ?? options?.agents.find(({ free }) => free);
  const failed = call.error ?? schedule.error;
  const decision = options?.decision;
  const go = () => {
    if (!chosen || !options) return;
    const wish = { agent_id: chosen.id, kind, note: note.trim() };
    if (at !== undefined) {
      schedule.mutate(
        { ...wish, at: new Date(at).toISOString(), after: "" },
        {
          onSuccess: () => {
            toast(t("start.scheduled", { time: formats.dateTime(new Date(at)) }));
            onBack();
          },
        },
      );
      return;
    }
    call.mutate({ ...wish, number: options.number, key: attempt }, { onSuccess: onCalling, onError: () => setAttempt(crypto.randomUUID()) });
  };
  return (
    <form
      aria-label={t("start.title", { name: contact.name })}
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <div className="flex shrink-0 items-center gap-1 border-b border-line px-2.5 py-2">
        <Button size="sm" variant="ghost" onClick={onBack}>
          <ArrowLeft aria-hidden />
          {t("start.back")}
        </Button>
        <h3 ref={focusHere} tabIndex={-1} className="min-w-0 truncate text-sm font-medium outline-none">{t("start.title", { name: contact.name })}</h3>
      </div>
      <div className="min-h-0 flex-1 space-y-4 overflow-y-auto px-5 py-4">
        {found.isPending && <SkeletonText lines={8} />}
        {found.isError && !options && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {options && (
          <>
            {options.running && (
              <Callout tone="warn">
                {t("start.under_way")}{" "}
                <button type="button" className="font-medium underline underline-offset-2" onClick={() => onCalling(options.running ?? "")}>
                  {t("start.see_it")}
                </button>
              </Callout>
            )}
            <Field label={t("start.number")}>
              <Select label={t("start.number")} value={options.number} onValueChange={setNumber} placeholder={t("start.no_number")} options={options.numbers.map((value) => ({ value, label: value }))} />
            </Field>
            <div>
              <p className="mb-1 text-xs font-medium text-ink-2">{t("start.kind")}</p>
              <Segmented<Kind> label={t("start.kind")} value={kind} onValueChange={setKind} choices={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} className="max-w-full overflow-x-auto" />
            </div>
            <AgentChoice options={options.agents} chosen={chosen?.id ?? ""} anyTime={at !== undefined} onChoose={setAgent} />
            <Field label={t("start.note")} help={t("start.note_help")} optional>
              <Textarea rows={2} maxLength={2000} value={note} onChange={({ target }) => setNote(target.value)} />
            </Field>
            {at !== undefined && (
              <Field label={t("start.when")} help={t("start.when_help")}>
                <Input type="datetime-local" required value={at} onChange={({ target }) => setAt(target.value)} />
              </Field>
            )}
            {decision && decision.lines.length > 0 && (
              <section aria-label={t("start.must_say")} className="text-sm">
                <h4 className="text-xs font-medium text-ink-2">{t("start.must_say")}</h4>
                <ul className="list-disc pl-4 text-ink-2">
                  {decision.lines.map((line) => (
                    <li key={line.code}>{line.text}</li>
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </div>
      {options && (
        <div className="shrink-0 space-y-2 border-t border-line px-5 py-3">
          {decision && !decision.allowed && at === undefined && (
            <Callout tone="warn">
              <ul>
                {decision.reasons.map((reason) => (
                  <li key={`${reason.code}-${reason.pack}`}>{reason.text}</li>
                ))}
              </ul>
              {decision.next_allowed && <p className="mt-1">{t("start.again", { time: formats.dateTime(decision.next_allowed) })}</p>}
            </Callout>
          )}
          <div role="alert">{failed && <Callout tone="bad">{[errorText(failed).title, errorText(failed).detail].filter(Boolean).join(". ")}</Callout>}</div>
          <div className="flex flex-wrap items-center justify-end gap-2">
            {chosen && at === undefined && (
              <p className="min-w-28 flex-1 text-xs text-ink-2">{t("start.estimate", { cost: formats.money(chosen.estimate.micros, chosen.estimate.currency), minutes: formats.number(chosen.estimate.minutes, 1) })}</p>
            )}
            <Button
              onClick={() => {
                call.reset();
                schedule.reset();
                setAt(at === undefined ? later(decision?.next_allowed) : undefined);
              }}
            >
              <CalendarClock aria-hidden />
              {t(at === undefined ? "start.later" : "start.now_instead")}
            </Button>
            <Button type="submit" variant="primary" loading={call.isPending || schedule.isPending} disabled={!chosen || (at === undefined ? !decision?.allowed || options.running !== null || !options.number : at === "")}>
              <Phone aria-hidden />
              {t(at === undefined ? "start.call" : "start.schedule")}
            </Button>
          </div>
        </div>
      )}
    </form>
  );
}

/** When the rules allow it again, else the hour after the next, as the browser's own field writes it. */
function later(allowed: string | null | undefined): string {
  const at = new Date(allowed ?? Date.now() + 3_600_000);
  // Whole steps, never before the moment itself.
  if (allowed) at.setMinutes(Math.ceil((at.getMinutes() + (at.getSeconds() ? 1 : 0)) / 5) * 5, 0, 0);
  else at.setHours(at.getHours() + 1, 0, 0, 0);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
