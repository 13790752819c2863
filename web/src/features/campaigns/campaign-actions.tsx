import { useNavigate } from "@tanstack/react-router";
import { Copy, Pause, Play, Square, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Campaign, type Step, useCampaignStep, useDeleteCampaign } from "./api";

/** What can be done with it as it stands. What it may be is told by the server. */
export function CampaignActions({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const navigate = useNavigate();
  const showError = useToastError();
  const step = useCampaignStep(campaign.id);
  const remove = useDeleteCampaign(campaign.id);
  const [asking, setAsking] = useState<"start" | "stop" | "delete">();
  /** So many people that the number has to be typed. */
  const [count, setCount] = useState<number>();
  const [hangUp, setHangUp] = useState(false);
  const formats = useFormats();
  const may = (permission: string) => campaign.can.includes(permission);
  const { status } = campaign;
  const failing = (error: unknown) => {
    showError(error);
    throw error;
  };
  const take = (name: Step) => step.mutate({ step: name }, { onError: showError });
  const start = async () => {
    try {
      await step.mutateAsync(count === undefined ? { step: "start" } : { step: "start", confirmed: count });
      toast(t("started"));
    } catch (error) {
      const told = error instanceof ApiError && error.code === "campaign_unconfirmed" ? (error.problem.data as { count?: number } | undefined)?.count : undefined;
      if (typeof told !== "number") return failing(error);
      setCount(told);
      throw error;
    }
  };
  const stop = () => step.mutateAsync({ step: "stop", hang_up: hangUp && campaign.counters.stoppable > 0 }).catch(failing);
  const discard = async () => {
    await remove.mutateAsync().catch(failing);
    await navigate({ to: "/campaigns" });
  };
  const copy = () => step.mutate({ step: "copy" }, { onSuccess: ({ id }) => void navigate({ to: "/campaigns/$campaignId", params: { campaignId: id } }), onError: showError });
  return (
    <>
      {may("campaign:write") && status === "draft" && (
        <IconButton label={t("delete")} onClick={() => setAsking("delete")}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
      {may("campaign:write") && status !== "draft" && (
        <Button variant="ghost" onClick={copy}>
          <Copy aria-hidden />
          {t("copy")}
        </Button>
      )}
      {may("campaign:run") && ["running", "scheduled", "paused"].includes(status) && (
        <Button variant="danger" onClick={() => setAsking("stop")}>
          <Square aria-hidden />
          {t("stop")}
        </Button>
      )}
      {may("campaign:run") && ["running", "scheduled"].includes(status) && (
        <Button loading={step.isPending} onClick={() => take("pause")}>
          <Pause aria-hidden />
          {t("pause")}
        </Button>
      )}
      {may("campaign:run") && status === "paused" && (
        <Button variant="primary" loading={step.isPending} onClick={() => take("resume")}>
          <Play aria-hidden />
          {t("resume")}
        </Button>
      )}
      {may("campaign:run") && status === "draft" && (
        <Button variant="primary" onClick={() => setAsking("start")}>
          <Play aria-hidden />
          {t("start")}
        </Button>
      )}
      <ConfirmDialog
        key={`start-${count}`}
        open={asking === "start"}
        onOpenChange={(open) => setAsking(open ? "start" : undefined)}
        title={t("start_ask", { name: campaign.name })}
        action={t("start")}
        {...(count === undefined ? {} : { typeToConfirm: String(count) })}
        onConfirm={start}
      >
        {count === undefined ? t("start_detail") : t("start_many", { count, number: formats.number(count) })}
      </ConfirmDialog>
      <ConfirmDialog open={asking === "stop"} onOpenChange={(open) => setAsking(open ? "stop" : undefined)} title={t("stop_ask", { name: campaign.name })} action={t("stop")} destructive onConfirm={stop}>
        <p>{t("stop_detail")}</p>
        {campaign.counters.stoppable > 0 && <Checkbox label={t("stop_hang_up")} checked={hangUp} onCheckedChange={setHangUp} />}
        {campaign.counters.calling > campaign.counters.stoppable && <p className="text-xs text-ink-2">{t("stop_cannot", { count: campaign.counters.calling - campaign.counters.stoppable })}</p>}
      </ConfirmDialog>
      <ConfirmDialog open={asking === "delete"} onOpenChange={(open) => setAsking(open ? "delete" : undefined)} title={t("delete_ask", { name: campaign.name })} action={t("delete")} destructive onConfirm={discard}>
        {t("delete_detail")}
      </ConfirmDialog>
    </>
  );
}
