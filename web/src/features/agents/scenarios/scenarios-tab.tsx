import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { FlaskConical, Play, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { agentQuery, useMayInAgent } from "../api";
import { useDraft } from "../draft-context";
import { ReplaysCard, RuleCard } from "../proof";
import { begunQuery, isGoing, type Run, runsQuery, type Scenario, scenariosQuery, useStartRun, type Wish } from "./api";
import { JudgeCard } from "./judge-card";
import { RunMenu } from "./run-menu";
import { RunSheet } from "./run-sheet";
import { ScenarioList } from "./scenario-list";
import { ScenarioSheet } from "./scenario-sheet";
import { TurnsCard } from "./turns-card";

/** What every version must hold well, and what the last runs found. */
export function ScenariosTab() {
  const { t } = useTranslation("scenarios");
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const agent = useQuery(agentQuery(agentId)).data?.data;
  const found = useQuery(scenariosQuery(agentId));
  const runs = useInfiniteQuery(runsQuery(agentId));
  const past = runs.data?.pages.flatMap((page) => page.items) ?? [];
  const start = useStartRun(agentId);
  const draft = useDraft();
  const showError = useToastError();
  const mayEdit = useMayInAgent(agent, "agent:update");
  const navigate = useNavigate();
  // A conversation that a scenario is to be made of, and the bad answer that it is to lead to.
  const { from, turn } = useSearch({ from: "/app/agents/$agentId/scenarios" });
  const begun = useQuery({ ...begunQuery(from ?? "", turn), enabled: from !== undefined && mayEdit });
  const [editing, setEditing] = useState<Scenario | "new">();
  const [showing, setShowing] = useState<string>();

  const run = async (wanted: Wish) => {
    try {
      // What was typed a moment ago is proven too.
      await draft.flush();
      setShowing((await start.mutateAsync(wanted)).id);
    } catch (error) {
      showError(error);
    }
  };
  return (
    <>
      {found.isPending && (
        <PageBody>
          <SkeletonText lines={6} />
        </PageBody>
      )}
      {from && begun.isError && <ErrorState compact error={begun.error} onRetry={() => void begun.refetch()} />}
      {found.isError && !found.data && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <PageBody className="flex max-w-3xl flex-col gap-4">
          <TurnsCard agentId={agentId} mayEdit={mayEdit} />
          {found.data.length === 0 && (
            <Card flush>
              <EmptyState
                icon={<FlaskConical aria-hidden />}
                title={t("empty.title")}
                description={t("empty.detail")}
                action={
                  mayEdit && (
                    <Button variant="primary" onClick={() => setEditing("new")}>
                      <Plus aria-hidden />
                      {t("new")}
                    </Button>
                  )
                }
              />
            </Card>
          )}
          {found.data.length > 0 && (
            <Card
              flush
              title={t("title")}
              description={t("detail")}
              actions={
                mayEdit && (
                  <div className="flex flex-wrap gap-2">
                    <Button size="sm" onClick={() => setEditing("new")}>
                      <Plus aria-hidden />
                      {t("new")}
                    </Button>
                    <RunMenu agentId={agentId} failed={found.data.filter(({ last }) => last?.passed === false).map(({ id }) => id)} disabled={start.isPending} onRun={(wish) => void run(wish)} />
                    <Button size="sm" variant="primary" loading={start.isPending} onClick={() => void run({})}>
                      <Play aria-hidden />
                      {t("run_all")}
                    </Button>
                  </div>
                )
              }
            >
              <ScenarioList scenarios={found.data} onOpen={setEditing} onShow={setShowing} onTry={mayEdit && !start.isPending ? (scenario) => void run({ scenario_ids: [scenario.id] }) : undefined} />
            </Card>
          )}
          <Runs runs={runs} past={past} onShow={setShowing} />
          {found.data.some(({ script }) => script.checks.some(({ kind }) => kind === "rubric")) && <JudgeCard agentId={agentId} mayEdit={mayEdit} />}
          <ReplaysCard agentId={agentId} mayEdit={mayEdit} />
          <RuleCard agentId={agentId} />
        </PageBody>
      )}
      {/* Outside of what comes and goes with the list: what is typed there outlives the first scenario. */}
      {editing && <ScenarioSheet agentId={agentId} scenario={editing === "new" ? undefined : editing} mayEdit={mayEdit} onClose={() => setEditing(undefined)} />}
      {from && begun.data && (
        <ScenarioSheet
          key={`${from}/${turn ?? ""}`}
          agentId={agentId}
          scenario={undefined}
          begun={begun.data}
          mends={turn ? { conversation: from, message: turn } : undefined}
          mayEdit={mayEdit}
          onClose={() => void navigate({ to: "/agents/$agentId/scenarios", params: { agentId }, replace: true })}
        />
      )}
      {showing && <RunSheet key={showing} id={showing} runs={past} onAgain={mayEdit ? (wish) => void run(wish) : undefined} onClose={() => setShowing(undefined)} />}
    </>
  );
}

interface RunsProps {
  runs: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  past: readonly Run[];
  onShow: (run: string) => void;
}

function Runs({ runs, past, onShow }: RunsProps) {
  const { t } = useTranslation("scenarios");
  if (past.length === 0) return null;
  return (
    <Card flush title={t("runs.title")} actions={<Trend runs={past} />}>
      <ul className="border-t border-line">
        {past.map((each) => (
          <li key={each.id} className="border-b border-line last:border-b-0">
            <button type="button" className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-left hover:bg-hover" onClick={() => onShow(each.id)}>
              <span className="min-w-40 flex-1">
                <span className="font-medium">{each.version === null ? t("runs.draft") : t("runs.version", { number: each.version })}</span>
                <span className="block text-xs text-ink-2">
                  {each.started_by} · <TimeAgo value={each.created_at} />
                  <Cost run={each} />
                </span>
              </span>
              <RunState run={each} />
            </button>
          </li>
        ))}
      </ul>
      {runs.hasNextPage && (
        <div className="border-t border-line px-4 py-3">
          <Button size="sm" loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            {t("runs.more")}
          </Button>
        </div>
      )}
    </Card>
  );
}

const MOST_BARS = 20;

/** How the share that passes has moved, the oldest first; the list below says the same in words. */
function Trend({ runs }: { runs: readonly Run[] }) {
  const { t } = useTranslation("scenarios");
  const formats = useFormats();
  // A run of a few says nothing of how the whole has moved.
  const most = Math.max(...runs.map((run) => run.total));
  const done = runs.filter((run) => run.state === "done" && run.total > 0 && run.total * 2 >= most).slice(0, MOST_BARS).reverse();
  if (done.length < 2) return null;
  const share = (run: Run) => run.passed / run.total;
  const [first, last] = [done[0], done[done.length - 1]];
  if (!first || !last) return null;
  return (
    <div role="img" aria-label={t("runs.trend", { from: formats.percent(share(first), 0), to: formats.percent(share(last), 0) })} className="flex h-8 items-end gap-0.5">
      {done.map((run) => (
        <span key={run.id} className={`w-1.5 rounded-xs ${run.failed === 0 ? "bg-good" : "bg-bad"}`} style={{ height: `max(2px, ${share(run) * 100}%)` }} />
      ))}
    </div>
  );
}

export function Passed({ passed }: { passed: boolean | null }) {
  const { t } = useTranslation("scenarios");
  if (passed === null) return <Pill tone="neutral">{t("result.waiting")}</Pill>;
  return (
    <Pill tone={passed ? "good" : "bad"} dot>
      {t(passed ? "result.passed" : "result.failed")}
    </Pill>
  );
}

/** What its models cost; nothing where none was asked, or none whose price is known. */
export function Cost({ run }: { run: Run }) {
  const { t } = useTranslation("scenarios");
  const formats = useFormats();
  return run.cost_micros > 0 && <> · {t("runs.cost", { cost: formats.money(run.cost_micros, "USD") })}</>;
}

export function RunState({ run }: { run: Run }) {
  const { t } = useTranslation("scenarios");
  if (isGoing(run)) return <Pill tone="info">{t("runs.going", { done: run.passed + run.failed, total: run.total })}</Pill>;
  if (run.state === "cancelled") return <Pill>{t("runs.cancelled")}</Pill>;
  return (
    <Pill tone={run.failed === 0 ? "good" : "bad"} dot>
      {t("runs.passed_of", { passed: run.passed, total: run.total })}
    </Pill>
  );
}
