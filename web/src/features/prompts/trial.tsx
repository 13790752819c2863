import { Check, Square, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { useMedia } from "@/lib/use-media";
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
  const head = ({ model, version }: Column) => (
    <>
      <span className="font-mono">{model}</span>
      {several && ` · ${stateOf(version)}`}
    </>
  );
  const small = useMedia("(max-width: 39.99rem)");
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
        {small ? <Stacked columns={columns} rows={rows} head={head} going={isGoing(trial)} /> : <Beside columns={columns} rows={rows} head={head} going={isGoing(trial)} />}
      </details>
    </Card>
  );
}

interface AnswersProps {
  columns: Column[];
  /** The answers of each case, in the order of the columns. */
  rows: Answer[][];
  head: (column: Column) => ReactNode;
  going: boolean;
}

/** A row for each case, a column for each model. */
function Beside({ columns, rows, head, going }: AnswersProps) {
  const { t } = useTranslation("prompts");
  return (
    // Positioned, so that what is only read aloud in it scrolls with it and does not widen the page.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached
    <div role="group" tabIndex={0} aria-label={t("trials.answers")} className="relative overflow-x-auto">
      <table className="w-full min-w-max table-fixed border-t border-line text-sm">
        <thead>
          <tr className="bg-sunken text-left text-xs">
            <th scope="col" className="w-44 px-4 py-2 font-medium">
              {t("trials.case")}
            </th>
            {columns.map((column, index) => (
              <th key={index} scope="col" className="w-72 px-4 py-2 font-medium break-words">
                {head(column)}
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
                  <AnswerCell answer={one} going={going} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <Totals columns={columns} rows={rows} />
      </table>
    </div>
  );
}

/** The same where there is room for one column: the models below one another, case by case. */
function Stacked({ columns, rows, head, going }: AnswersProps) {
  const { t } = useTranslation("prompts");
  return (
    <ul className="divide-y divide-line border-t border-line text-sm">
      {rows.map((row, place) => (
        <li key={place} className="space-y-3 px-4 py-3">
          <h3 className="font-medium break-words">{row[0]?.case}</h3>
          <p className="-mt-2 text-xs break-words text-ink-2">{row[0]?.message}</p>
          {row.map((one, index) => (
            <section key={index} className="rounded-m border border-line p-3">
              <h4 className="mb-2 text-xs font-medium break-words">{head(one)}</h4>
              <AnswerCell answer={one} going={going} />
            </section>
          ))}
        </li>
      ))}
      {rows.length > 1 && (
        <li className="space-y-3 bg-sunken px-4 py-3">
          <h3 className="text-xs font-medium">{t("trials.together")}</h3>
          {columns.map((column, index) => (
            <div key={index}>
              <h4 className="text-xs break-words">{head(column)}</h4>
              <Summed answers={rows.flatMap((row) => row[index] ?? [])} />
            </div>
          ))}
        </li>
      )}
    </ul>
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
      <Said text={answer.text} />
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

const LONG = 600;

/** An answer, of a long one the beginning: others stand beside it. */
function Said({ text }: { text: string }) {
  const { t } = useTranslation("prompts");
  const [whole, setWhole] = useState(false);
  const long = text.length > LONG;
  return (
    <div className="break-words">
      <div className={cn(long && !whole && "max-h-48 overflow-hidden mask-b-from-60%")}>
        <RichText text={text} />
      </div>
      {long && (
        <Button size="sm" variant="ghost" className="mt-1" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {t(whole ? "trials.less" : "trials.more")}
        </Button>
      )}
    </div>
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

function Totals({ columns, rows }: { columns: Column[]; rows: Answer[][] }) {
  const { t } = useTranslation("prompts");
  if (rows.length < 2) return null;
  return (
    <tfoot>
      <tr className="border-t border-line bg-sunken align-top">
        <th scope="row" className="px-4 py-2 text-left text-xs font-medium">
          {t("trials.together")}
        </th>
        {columns.map((_, column) => (
          <td key={column} className="px-4 pb-2">
            <Summed answers={rows.flatMap((row) => row[column] ?? [])} />
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

/** What one model did in all cases: what passed, what it did not answer, and what it took. */
function Summed({ answers }: { answers: Answer[] }) {
  const { t } = useTranslation("prompts");
  const failed = answers.filter((one) => one.error).length;
  return (
    <>
      <Passed answers={answers} />
      {failed > 0 && <p className="mt-2 text-xs font-medium text-warn tabular-nums">{t("trials.unanswered", { count: failed })}</p>}
      <Figures answers={answers} />
    </>
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
