import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { ChoiceCards } from "@/ui/choice-cards";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Account, type Deployment, lossesQuery, type Mode, useDeploy, type Wish } from "./api";
import { LossList } from "./loss-list";
import { VoiceField } from "./voice-field";

const MODES: Record<Account["kind"], Mode[]> = { retell: ["brain", "flow", "native"], elevenlabs: ["brain", "native"], sandbox: ["brain"] };

/** Puts an agent on an account, or changes how it runs there; what would be lost is listed first. */
export function DeploySheet({ agentId, account, known, onClose }: { agentId: string; account: Account; known: Deployment | undefined; onClose: () => void }) {
  const { t } = useTranslation("deployments");
  const deploy = useDeploy(agentId);
  const showError = useToastError();
  const [wish, setWish] = useState<Wish>({ account_id: account.id, mode: known?.mode ?? "brain", voice: known?.voice ?? { id: "", name: "" }, max_minutes: known?.max_minutes ?? 15 });
  const losses = useQuery(lossesQuery(agentId, wish));
  const sandbox = account.kind === "sandbox";
  const running = known !== undefined && known.goal !== "withdrawn";
  const send = async () => {
    try {
      await deploy.mutateAsync(wish);
      toast(t("sent", { account: account.label }));
      onClose();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={account.label}
      description={t("sheet_detail")}
      width="lg"
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" loading={deploy.isPending} disabled={!losses.data || losses.data.blocked} onClick={() => void send()}>
            {t(running ? "save" : "deploy")}
          </Button>
        </>
      }
    >
      <div className="space-y-6">
        {!sandbox && (
          <div>
            <p className="mb-2 text-xs font-medium text-ink-2">{t("mode")}</p>
            <ChoiceCards label={t("mode")} value={wish.mode} onValueChange={(mode) => setWish({ ...wish, mode })} choices={MODES[account.kind].map((mode) => ({ value: mode, label: t(`modes.${mode}`), description: t(`modes.${mode}_detail`) }))} />
          </div>
        )}
        <VoiceField account={account} value={wish.voice} onChange={(voice) => setWish({ ...wish, voice })} />
        <Field label={t("minutes")} help={t("minutes_help")}>
          <Input className="max-w-24" type="number" min={1} max={120} value={wish.max_minutes} onChange={(event) => setWish({ ...wish, max_minutes: Math.min(120, Math.max(1, Math.round(Number(event.target.value)) || 1)) })} />
        </Field>
        <section aria-label={t("losses")}>
          <h3 className="mb-2 text-sm font-semibold">{t("losses")}</h3>
          {losses.isPending && <SkeletonText lines={4} />}
          {losses.isError && <ErrorState compact error={losses.error} onRetry={() => void losses.refetch()} />}
          {losses.data?.blocked && (
            <Callout tone="bad" className="mb-2">
              {t("blocked")}
            </Callout>
          )}
          {losses.data?.items.length === 0 && <Callout tone="good">{t("nothing_lost")}</Callout>}
          {losses.data && losses.data.items.length > 0 && <LossList losses={losses.data.items} />}
        </section>
      </div>
    </Sheet>
  );
}
