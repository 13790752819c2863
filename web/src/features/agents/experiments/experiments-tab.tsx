import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Plus, Split } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { agentQuery, useMayInAgent } from "../api";
import { type Experiment, experimentsQuery, reachQuery } from "./api";
import { ExperimentSheet } from "./experiment-sheet";
import { RunningCard } from "./running-card";
import { ResultSheet } from "./result-sheet";
import { useWords } from "./words";

/** Two versions that share live traffic: the one that runs, what is planned, and what earlier ones found. */
export function ExperimentsTab() {
  const { t } = useTranslation("experiments");
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const agent = useQuery(agentQuery(agentId)).data?.data;
  const found = useInfiniteQuery(experimentsQuery(agentId));
  const [writing, setWriting] = useState<{ experiment: Experiment | undefined }>();
  const [showing, setShowing] = useState<string>();
  const mayEdit = useMayInAgent(agent, "agent:update");
  const experiments = found.data?.pages.flatMap((page) => page.items) ?? [];
  const running = experiments.find(({ state }) => state === "running");
  const others = experiments.filter(({ state }) => state !== "running");
  const write = mayEdit && (
    <Button variant={experiments.length === 0 ? "primary" : "secondary"} size={experiments.length === 0 ? "md" : "sm"} onClick={() => setWriting({ experiment: undefined })}>
      <Plus aria-hidden />
      {t("new")}
    </Button>
  );
  return (
    <PageBody className="max-w-4xl space-y-4">
      {found.isPending && <SkeletonText lines={6} />}
      {found.isError && !found.data && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && experiments.length === 0 && <EmptyState icon={<Split aria-hidden />} title={t("empty")} description={t("empty_detail")} action={write} />}
      {running && <RunningCard id={running.id} />}
      {experiments.length > 0 && (
        <Card flush title={t("list")} description={t("list_detail")} actions={write}>
          {others.length === 0 && <p className="border-t border-line px-4 py-3 text-sm text-ink-2">{t("no_others")}</p>}
          {others.length > 0 && (
            <ul className="border-t border-line" aria-label={t("list")}>
              {others.map((each) => (
                <li key={each.id} className="border-b border-line last:border-b-0">
                  <Row experiment={each} onOpen={() => (each.state === "draft" ? setWriting({ experiment: each }) : setShowing(each.id))} />
                </li>
              ))}
            </ul>
          )}
          {found.hasNextPage && (
            <div className="border-t border-line px-4 py-3">
              <Button size="sm" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {t("more")}
              </Button>
            </div>
          )}
        </Card>
      )}
      {found.isSuccess && <ReachNote agentId={agentId} />}
      {writing && agent && <ExperimentSheet key={writing.experiment?.id ?? "new"} agent={agent} experiment={writing.experiment} mayEdit={mayEdit} onClose={() => setWriting(undefined)} />}
      {showing && <ResultSheet id={showing} onClose={() => setShowing(undefined)} />}
    </PageBody>
  );
}

function Row({ experiment, onOpen }: { experiment: Experiment; onOpen: () => void }) {
  const words = useWords();
  return (
    <button type="button" className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-left hover:bg-hover" onClick={onOpen}>
      <span className="min-w-40 flex-1">
        <span className="font-medium break-words">{experiment.name}</span>
        <span className="block text-xs text-ink-2">
          {experiment.state === "draft" ? words.goal(experiment.goal) : words.verdict(experiment)} · <TimeAgo value={experiment.ended_at ?? experiment.created_at} />
        </span>
      </span>
      <EndingPill experiment={experiment} />
    </button>
  );
}

function EndingPill({ experiment }: { experiment: Experiment }) {
  const { t } = useTranslation("experiments");
  if (experiment.state === "draft") return <Pill>{t("state.draft")}</Pill>;
  if (experiment.adopted_at) return <Pill tone="good">{t("state.adopted")}</Pill>;
  const ending = experiment.ending ?? "person";
  const tone = ending === "guard" || ending === "uneven" ? "bad" : ending === "b_better" ? "good" : "neutral";
  return (
    <Pill tone={tone} dot={tone !== "neutral"}>
      {t(`ending.${ending}`)}
    </Pill>
  );
}

/** Where the agent answers without us, said plainly: nobody there takes part. */
function ReachNote({ agentId }: { agentId: string }) {
  const { t } = useTranslation("experiments");
  const reach = useQuery(reachQuery(agentId)).data;
  if (!reach) return null;
  return (
    <Callout tone="neutral" title={t("reach.title")}>
      <p>{t(reach.calls ? "reach.chats_and_calls" : "reach.chats")}</p>
      {reach.left_out.map(({ account, platform }) => (
        <p key={account}>{t("reach.left_out", { account, platform: platform === "elevenlabs" ? "ElevenLabs" : platform === "retell" ? "Retell" : platform })}</p>
      ))}
    </Callout>
  );
}
