import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check as CheckMark, ChevronRight, Waypoints, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, buttonClass } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Meter } from "@/ui/meter";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { isGoing, junitAddress, type Result, type ResultDetail, resultQuery, type Run, runQuery, useCancelRun, type Wish } from "./api";
import { Comparison, nameOf } from "./comparison";
import { FindBar } from "./find-bar";
import { EVERYTHING, FEW, isWanted } from "./finding";
import { Said } from "./said";
import { Cost, Passed, RunState } from "./scenarios-tab";
import { tellsModel } from "./script";
import { useCheckWords } from "./words";

const ERRORS = ["no_such_choice", "no_end", "model_untold", "steps_left", "cancelled", "scenario_unreadable", "not_known", "persona_needs_model", "persona_failed", "judge_needs_model", "judge_failed"] as const;

/** What a run found, scenario by scenario, as it comes. */
export function RunSheet({ id, runs, onAgain, onClose }: { id: string; runs: readonly Run[]; onAgain: ((wish: Wish) => void) | undefined; onClose: () => void }) {
  const { t } = useTranslation("scenarios");
  const found = useQuery(runQuery(id));
  const cancel = useCancelRun();
  const showError = useToastError();
  const [open, setOpen] = useState<string>();
  const run = found.data;
  const formats = useFormats();
  const [wanted, setWanted] = useState(EVERYTHING);
  const shown = run?.results.filter(({ name, passed }) => isWanted(wanted, name, passed)) ?? [];
  // What was deleted meanwhile cannot be tried again.
  const failed = run?.results.flatMap(({ passed, scenario_id: scenario }) => (passed === false && scenario ? [scenario] : [])) ?? [];
  const others = runs.filter((each) => each.id !== id && each.state === "done");
  const [beside, setBeside] = useState("");
  const other = others.find((each) => each.id === beside);
  return (
    <Sheet
      open
      beside
      width="lg"
      {...(other ? { className: "w-[56rem]" } : {})}
      onOpenChange={(next) => !next && onClose()}
      title={run ? (run.version === null ? t("runs.draft") : t("runs.version", { number: run.version })) : t("runs.one")}
      description={
        run && (
          <>
            {run.started_by} · {formats.dateTime(run.created_at)}
            <Cost run={run} />
          </>
        )
      }
      actions={run && <RunState run={run} />}
      bodyClassName="p-0"
      footer={
        run &&
        (isGoing(run) ? (
          <Button loading={cancel.isPending} onClick={() => cancel.mutate(run.id, { onError: showError })}>
            {t("runs.cancel")}
          </Button>
        ) : (
          <>
            <Button asChild className="mr-auto">
              <a href={junitAddress(run.id)} download>
                {t("runs.junit")}
              </a>
            </Button>
            {onAgain && failed.length > 0 && (
              <Button variant="primary" onClick={() => onAgain({ scenario_ids: failed, ...(run.version === null ? {} : { version: run.version }) })}>
                {t("run.failed")}
              </Button>
            )}
          </>
        ))
      }
    >
      {found.isPending && <SkeletonText lines={8} className="p-5" />}
      {found.isError && !run && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {run && isGoing(run) && (
        <div className="px-5 pt-4">
          <Meter label={t("runs.one")} value={run.passed + run.failed} max={run.total} text={t("runs.going", { done: run.passed + run.failed, total: run.total })} tone="neutral" />
        </div>
      )}
      {run && !isGoing(run) && others.length > 0 && (
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-5 py-3 text-sm">
          <span className="text-ink-2">{t("compare.with")}</span>
          <Select
            className="w-64 max-w-full"
            label={t("compare.with")}
            placeholder={t("compare.nothing")}
            value={beside}
            onValueChange={setBeside}
            options={others.map((each) => ({ value: each.id, label: `${nameOf(t, each)} · ${formats.dateTime(each.created_at)}` }))}
          />
          {other && (
            <Button size="sm" variant="ghost" onClick={() => setBeside("")}>
              {t("compare.stop")}
            </Button>
          )}
        </div>
      )}
      {run && other && <Comparison run={run} other={other} />}
      {run && !other && run.results.length >= FEW && (
        <div className="border-b border-line px-5 py-3">
          <FindBar wanted={wanted} onChange={setWanted} />
        </div>
      )}
      {run && !other && shown.length === 0 && <p className="px-5 py-4 text-sm text-ink-2">{t("find.none")}</p>}
      {run && !other && (
        <ul className="py-2">
          {shown.map((result) => (
            <li key={result.id} className="border-b border-line last:border-b-0">
              <button
                type="button"
                aria-expanded={open === result.id}
                disabled={result.passed === null}
                className="flex w-full items-center gap-3 px-5 py-2.5 text-left hover:bg-hover disabled:hover:bg-transparent"
                onClick={() => setOpen(open === result.id ? undefined : result.id)}
              >
                <ChevronRight aria-hidden className={`size-4 shrink-0 text-ink-3 transition-transform ${open === result.id ? "rotate-90" : ""}`} />
                <span className="min-w-0 flex-1 font-medium break-words">{result.name}</span>
                <Passed passed={result.passed} />
              </button>
              {open === result.id && <ResultBody run={run.id} agentId={run.agent_id} result={result} />}
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function ResultBody({ run, agentId, result }: { run: string; agentId: string; result: Result }) {
  const { t } = useTranslation("scenarios");
  const found = useQuery(resultQuery(run, result.id));
  if (found.isPending) return <SkeletonText lines={5} className="px-5 pb-4" />;
  if (found.isError) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <div className="space-y-4 px-5 pb-4">
      <Verdicts result={found.data} />
      {tellsModel(found.data.script) && <p className="text-xs text-ink-2">{t("result.told_model")} {found.data.replies_left > 0 && t("result.replies_left", { count: found.data.replies_left })}</p>}
      <Said result={found.data} />
      <Link to="/agents/$agentId/build" params={{ agentId }} search={{ way: `${run}/${result.id}` }} className={buttonClass("secondary", "sm")}>
        <Waypoints aria-hidden />
        {t("result.on_canvas")}
      </Link>
    </div>
  );
}

function Verdicts({ result }: { result: ResultDetail }) {
  const { t } = useTranslation("scenarios");
  const words = useCheckWords();
  const error = ERRORS.find((code) => code === result.error);
  return (
    <>
      {error && error !== "steps_left" && <Callout tone="bad">{t(`error.${error}`)}</Callout>}
      {error === "steps_left" && <Callout tone="neutral">{t("error.steps_left")}</Callout>}
      {result.error && !error && <Callout tone="bad">{t("error.other", { code: result.error })}</Callout>}
      <ul className="space-y-1.5">
        {result.verdicts.map((verdict, index) => {
          const check = result.script.checks[index];
          if (!check) return null;
          const Icon = verdict.passed ? CheckMark : X;
          return (
            <li key={index} className="flex gap-2 text-sm">
              <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${verdict.passed ? "text-good" : "text-bad"}`} />
              <span className="min-w-0 break-words">
                <span className="sr-only">{t(verdict.passed ? "result.passed" : "result.failed")}: </span>
                {words(check)}
                {!verdict.passed && <span className="block text-xs text-ink-2">{verdict.seen ? t("result.seen", { seen: verdict.seen }) : t("result.nothing")}</span>}
                {verdict.judge && <span className="block text-xs text-ink-2">{t("result.judged_by", { model: verdict.judge.version, rubric: verdict.judge.rubric })}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
