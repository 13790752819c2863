import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { judgeQuery } from "./api";
import { JudgeSheet } from "./judge-sheet";

/** How far the model that judges by rubrics agrees with people, and the way to say what one thinks oneself. */
export function JudgeCard({ agentId, mayEdit }: { agentId: string; mayEdit: boolean }) {
  const { t } = useTranslation("scenarios");
  const formats = useFormats();
  const found = useQuery(judgeQuery(agentId));
  const [judging, setJudging] = useState(false);
  const agreement = found.data?.agreement;
  const now = found.data?.judge;
  const people = found.data?.people;
  const rubrics = found.data?.rubrics ?? [];
  const allTrusted = rubrics.length > 0 && rubrics.every(({ trusted }) => trusted);
  return (
    <>
      <Card
        title={t("judge.title")}
        description={t("judge.detail")}
        actions={
          mayEdit && (
            <Button size="sm" disabled={!found.data?.drawn.length} onClick={() => setJudging(true)}>
              <Scale aria-hidden />
              {t("judge.open")}
            </Button>
          )
        }
      >
        {found.isPending && <SkeletonText lines={2} />}
        {found.isError && !found.data && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
        {agreement && (
          <div className="space-y-3 text-sm">
            {now && <p className="break-words text-ink-2">{now.version ? t("judge.now", { model: now.version }) : t("judge.now_untried", { model: now.model })}</p>}
            <p>
              {agreement.marks === 0
                ? t("judge.none")
                : t("judge.agreement", { agreed: agreement.agreed, marks: agreement.marks, low: formats.percent(agreement.low, 0), high: formats.percent(agreement.high, 0) })}
              {agreement.kappa !== null && ` ${t("judge.kappa", { kappa: formats.number(agreement.kappa, 2) })}`}
            </p>
            {people && people.pairs > 0 && (
              <p>
                {t("judge.people", { agreed: people.agreed, pairs: people.pairs })}
                {people.kappa !== null && ` ${t("judge.kappa", { kappa: formats.number(people.kappa, 2) })}`}
              </p>
            )}
            {rubrics.length > 0 && (
              <ul aria-label={t("judge.rubrics")} className="rounded-m border border-line">
                {rubrics.map((each) => (
                  <li key={each.rubric} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-2 last:border-b-0">
                    <span className="min-w-40 flex-1">
                      <span className="font-medium break-words">{each.rubric}</span>
                      <span className="block text-xs text-ink-2">
                        {each.marks === 0 ? t("judge.no_verdicts") : t("judge.same", { agreed: each.agreed, marks: each.marks })}
                        {each.kappa !== null && ` ${t("judge.kappa", { kappa: formats.number(each.kappa, 2) })}`}
                      </span>
                    </span>
                    {each.drifted && <Pill tone="warn">{t("judge.drifted")}</Pill>}
                    {each.anew && <Pill tone="warn">{t(`judge.anew.${each.anew}`)}</Pill>}
                    <Pill tone={each.trusted ? "good" : "neutral"}>{t(each.trusted ? "judge.counts" : "judge.counts_not")}</Pill>
                  </li>
                ))}
              </ul>
            )}
            {rubrics.some(({ anew }) => anew) && <Callout tone="warn">{t("judge.anew_detail", { marks: agreement.least_marks })}</Callout>}
            {rubrics.some(({ drifted }) => drifted) && <Callout tone="warn">{t("judge.drifted_detail", { marks: agreement.least_marks })}</Callout>}
            <Callout tone={allTrusted ? "good" : "neutral"}>
              {allTrusted ? t("judge.trusted") : t("judge.untrusted", { marks: agreement.least_marks, kappa: formats.number(agreement.least_kappa, 1) })}
            </Callout>
          </div>
        )}
      </Card>
      {judging && found.data && (
        <JudgeSheet
          drawn={found.data.drawn}
          onClose={() => {
            setJudging(false);
            void found.refetch();
          }}
        />
      )}
    </>
  );
}
