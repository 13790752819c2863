import { Check, Square, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { RichText } from "@/ui/rich-text";
import { Spinner } from "@/ui/spinner";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { type Answer, isGoing, type Prompt, type Trial, useCancelTrial } from "./api";

/** One trial: a row for each case, a column for each model. */
export function TrialCard({ prompt, trial, first }: { prompt: Prompt; trial: Trial; first: boolean }) {
  const { t } = useTranslation("prompts");
  const showError = useToastError();
  const cancel = useCancelTrial(prompt.id);
  const columns = columnsOf(trial.answers);
  const stateOf = (version: number | null) => (version === null ? t("versions.draft") : t("version", { number: version }));
  const several = new Set(columns.map(({ version }) => version)).size > 1;
  const rows = Array.from({ length: Math.ceil(trial.answers.length / Math.max(1, columns.length)) }, (_, row) => trial.answers.slice(row * columns.length, (row + 1) * columns.length));
  return (
    <Card
      flush
      title={[...new Set(columns.map(({ version }) => version))].map(stateOf).join(" · ") || stateOf(trial.version)}
      description={
        <>
          <TimeAgo value={trial.created_at} /> {trial.started_by && `· ${trial.started_by}`}
        </>
      }
      actions={
        isGoing(trial) ? (
          <>
            <span role="status" className="inline-flex items-center gap-2 text-ink-2 tabular-nums">
              <Spinner /> {t("trials.progress", { done: trial.done, total: trial.total })}
            </span>
            {prompt.can.includes("prompt:manage") && (
              <Button size="sm" loading={cancel.isPending} onClick={() => cancel.mutate(trial.id, { onError: showError })}>
                <Square aria-hidden />
                {t("trials.stop")}
              </Button>
            )}
          </>
        ) : (
          <span className="text-ink-2 tabular-nums">{trial.state === "cancelled" ? t("trials.stopped", { done: trial.done, total: trial.total }) : t("trials.all", { count: trial.total })}</span>
        )
      }
    >
      <details open={first || isGoing(trial)} className="border-t border-line">
        <summary className="cursor-pointer px-4 py-2 text-xs text-ink-2 hover:text-ink">{t("trials.answers")}</summary>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached */}
        <div role="group" tabIndex={0} aria-label={t("trials.answers")} className="overflow-x-auto">
          <table className="w-full min-w-max table-fixed border-t border-line text-sm">
            <thead>
              <tr className="bg-sunken text-left text-xs">
                <th scope="col" className="w-44 px-4 py-2 font-medium">
                  {t("trials.case")}
                </th>
                {columns.map(({ model, version }, index) => (
                  <th key={index} scope="col" className="w-72 px-4 py-2 font-medium">
                    <span className="font-mono">{model}</span>
                    {several && ` · ${stateOf(version)}`}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line align-top">
              {rows.map((row, place) => (
                <tr key={place}>
                  <th scope="row" className="px-4 py-3 text-left font-normal">
                    <span className="block font-medium break-words">{row[0]?.case}</span>
                    <span className="block text-xs break-words text-ink-2">{row[0]?.message}</span>
                  </th>
                  {row.map((one, index) => (
                    <td key={index} className="px-4 py-3">
                      <AnswerCell answer={one} going={isGoing(trial)} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            <Totals columns={columns} answers={trial.answers} />
          </table>
        </div>
      </details>
    </Card>
  );
}

type Column = Pick<Answer, "model" | "version">;

/** The models with what they were told, in an order that is alike in every row: that of the first case. */
function columnsOf(answers: Answer[]): Column[] {
  const end = answers.findIndex((one) => one.case !== answers[0]?.case || one.message !== answers[0].message);
  return end < 0 ? answers : answers.slice(0, end);
}

function AnswerCell({ answer, going }: { answer: Answer; going: boolean }) {
  const { t, i18n } = useTranslation("prompts");
  if (!answer.done) return <span className="text-xs text-ink-3">{t(going ? "trials.waiting" : "trials.not_asked")}</span>;
  if (answer.error) return <Callout tone="warn">{i18n.exists(`prompts:errors.${answer.error}`) ? t(`errors.${answer.error}`) : t("errors.other", { code: answer.error.replaceAll("_", " ") })}</Callout>;
  return (
    <>
      <div className="break-words">
        <RichText text={answer.text} />
      </div>
      {answer.calls.map((call, index) => (
        <p key={index} className="mt-1 text-xs break-words text-ink-2">
          {t("trials.call")} <span className="font-mono">{`${call.name} ${call.arguments}`}</span>
        </p>
      ))}
      <Checks answer={answer} />
      <Figures answers={[answer]} />
    </>
  );
}

/** What the case wants of the answer, and whether it was so. */
function Checks({ answer }: { answer: Answer }) {
  const { t } = useTranslation("prompts");
  if (answer.checks.length === 0) return null;
  return (
    <ul className="mt-2 space-y-0.5 text-xs">
      {answer.checks.map((check, index) => (
        <li key={index} className={cn("flex items-start gap-1.5", check.passed ? "text-good" : "text-bad")}>
          {check.passed ? <Check aria-hidden className="mt-0.5 size-3.5 shrink-0" /> : <X aria-hidden className="mt-0.5 size-3.5 shrink-0" />}
          <span className="sr-only">{t(check.passed ? "trials.passed" : "trials.failed")}: </span>
          <span className="min-w-0 break-words">{t(`trials.check.${check.kind}`, { text: check.text })}</span>
        </li>
      ))}
    </ul>
  );
}

function Totals({ columns, answers }: { columns: Column[]; answers: Answer[] }) {
  const { t } = useTranslation("prompts");
  const rows = answers.length / Math.max(1, columns.length);
  if (rows < 2) return null;
  return (
    <tfoot>
      <tr className="border-t border-line bg-sunken align-top">
        <th scope="row" className="px-4 py-2 text-left text-xs font-medium">
          {t("trials.together")}
        </th>
        {columns.map((_, column) => (
          <td key={column} className="px-4 pb-2">
            <Passed answers={answers.filter((_one, index) => index % columns.length === column)} />
            <Figures answers={answers.filter((_one, index) => index % columns.length === column)} />
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

function Passed({ answers }: { answers: Answer[] }) {
  const { t } = useTranslation("prompts");
  const checks = answers.flatMap((one) => one.checks);
  if (checks.length === 0) return null;
  const passed = checks.filter((check) => check.passed).length;
  return <p className={cn("mt-2 text-xs font-medium tabular-nums", passed === checks.length ? "text-good" : "text-bad")}>{t("trials.passed_of", { passed, count: checks.length })}</p>;
}

/** Tokens, time and cost, added up. */
function Figures({ answers }: { answers: Answer[] }) {
  const { t } = useTranslation("prompts");
  const formats = useFormats();
  const given = answers.filter((one) => one.done && !one.error);
  if (given.length === 0) return null;
  const sum = (read: (one: Answer) => number | null) => given.reduce((total, one) => total + (read(one) ?? 0), 0);
  const priced = given.every(({ micros }) => micros !== null);
  return <p className="mt-2 text-2xs text-ink-3 tabular-nums">{[t("tokens_both", { sent: sum((one) => one.tokens_in), answered: sum((one) => one.tokens_out) }), formats.milliseconds(sum((one) => one.seconds) * 1_000), priced ? formats.money(sum((one) => one.micros), "USD") : t("preview.price_unknown")].join(" · ")}</p>;
}
