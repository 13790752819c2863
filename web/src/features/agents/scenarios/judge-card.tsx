import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
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
            <p>
              {agreement.marks === 0
                ? t("judge.none")
                : t("judge.agreement", { agreed: agreement.agreed, marks: agreement.marks, low: formats.percent(agreement.low, 0), high: formats.percent(agreement.high, 0) })}
              {agreement.kappa !== null && ` ${t("judge.kappa", { kappa: formats.number(agreement.kappa, 2) })}`}
            </p>
            <Callout tone={agreement.trusted ? "good" : "neutral"}>
              {agreement.trusted ? t("judge.trusted") : t("judge.untrusted", { marks: agreement.least_marks, kappa: formats.number(agreement.least_kappa, 1) })}
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
