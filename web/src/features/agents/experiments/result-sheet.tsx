import { useQuery } from "@tanstack/react-query";
import { Rocket } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { ErrorState, useErrorText } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { experimentQuery, useAdoptExperiment } from "./api";
import { Findings } from "./findings";

/** What an experiment found, and B put live from it. */
export function ResultSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("experiments");
  const found = useQuery(experimentQuery(id));
  const adopt = useAdoptExperiment();
  const textOf = useErrorText();
  const one = found.data;
  const may = one?.adoptable && one.can.includes("agent:publish");
  return (
    <Sheet
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={one?.name ?? t("result")}
      description={one && (one.alike ? t("ending_detail.alike") : t(`ending_detail.${one.ending ?? "person"}`, { name: one.ended_by }))}
      footer={
        may && (
          <Button variant={one.ending === "b_better" ? "primary" : "secondary"} loading={adopt.isPending} onClick={() => adopt.mutate(id)}>
            <Rocket aria-hidden />
            {t("adopt.now", { number: one.b.number ?? 0 })}
          </Button>
        )
      }
    >
      {found.isPending && <SkeletonText lines={6} />}
      {found.isError && !one && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {one && (
        <div className="space-y-4">
          {one.adopted_at && <Callout tone="good">{t("adopted", { number: one.b.number ?? 0 })}</Callout>}
          {one.adopt_error && !one.adopted_at && <Callout tone="warn" title={t("adopt.refused")} />}
          {adopt.isError && (
            <Callout tone="bad" live title={textOf(adopt.error).title}>
              {textOf(adopt.error).detail}
            </Callout>
          )}
          <Findings experiment={one} />
        </div>
      )}
    </Sheet>
  );
}
