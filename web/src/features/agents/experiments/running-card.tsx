import { useQuery } from "@tanstack/react-query";
import { Square } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type ExperimentDetail, experimentQuery, useAdoptExperiment, useStopExperiment } from "./api";
import { Findings } from "./findings";

/** The experiment that runs now: what is known so far, and the two ways to end it. */
export function RunningCard({ id }: { id: string }) {
  const { t } = useTranslation("experiments");
  const found = useQuery(experimentQuery(id));
  const one = found.data;
  if (!one) {
    return (
      <Card title={t("running")}>
        {found.isPending && <SkeletonText lines={5} />}
        {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      </Card>
    );
  }
  return (
    <Card
      title={one.name}
      description={
        <>
          {t("since", { share: one.share, a: one.a.number ?? 0, b: one.b.number ?? 0 })} · {one.started_at && <TimeAgo value={one.started_at} />}
        </>
      }
      actions={one.can.includes("agent:publish") && <Ends experiment={one} />}
    >
      <Findings experiment={one} />
    </Card>
  );
}

function Ends({ experiment }: { experiment: ExperimentDetail }) {
  const { t } = useTranslation("experiments");
  const [asking, setAsking] = useState<"stop" | "adopt">();
  const stop = useStopExperiment();
  const adopt = useAdoptExperiment();
  const showError = useToastError();
  const act = async () => {
    try {
      await (asking === "adopt" ? adopt : stop).mutateAsync(experiment.id);
      toast(t(asking === "adopt" ? "adopted" : "stopped", { number: experiment.b.number ?? 0 }));
    } catch (error) {
      showError(error);
      throw error;
    }
  };
  return (
    <>
      <Button size="sm" onClick={() => setAsking("stop")}>
        <Square aria-hidden />
        {t("stop.open")}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => setAsking("adopt")}>
        {t("adopt.open")}
      </Button>
      <ConfirmDialog
        open={asking !== undefined}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={t(`${asking ?? "stop"}.title`, { name: experiment.name, number: experiment.b.number ?? 0 })}
        action={t(`${asking ?? "stop"}.confirm`)}
        onConfirm={act}
      >
        {t(`${asking ?? "stop"}.detail`)}
      </ConfirmDialog>
    </>
  );
}
