import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Textarea } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Decision, type Deployment, driftQuery, useDecide } from "./api";

/** Longer texts scroll in a box of their own. */
const LONG = 240;

/** What somebody changed at the platform, three ways, and the three answers to it. */
export function DriftSheet({ deployment, onClose }: { deployment: Deployment; onClose: () => void }) {
  const { t } = useTranslation("deployments");
  const drift = useQuery(driftQuery(deployment.id));
  const decide = useDecide(deployment.id);
  const showError = useToastError();
  const mayDecide = deployment.can.includes("agent:publish");
  const run = async (decision: Decision) => {
    try {
      const done = await decide.mutateAsync(decision);
      const left = done.left.length > 0 ? ` ${t("drift.left", { fields: done.left.join(", ") })}` : "";
      toast(`${t(`drift.done.${decision}`)}${left}`);
      onClose();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("drift.title", { account: deployment.account.label })}
      description={t("drift.detail")}
      width="lg"
      footer={
        mayDecide && (
          <>
            <Button disabled={decide.isPending} onClick={() => void run("keep")}>
              {t("drift.keep")}
            </Button>
            <Button disabled={decide.isPending} onClick={() => void run("overwrite")}>
              {t("drift.overwrite")}
            </Button>
            <Button variant="primary" loading={decide.isPending} onClick={() => void run("take")}>
              {t("drift.take")}
            </Button>
          </>
        )
      }
    >
      {drift.isPending && <SkeletonText lines={6} />}
      {drift.isError && <ErrorState compact error={drift.error} onRetry={() => void drift.refetch()} />}
      {drift.data?.fields.length === 0 && <Callout tone="good">{t("drift.none")}</Callout>}
      <ul className="space-y-4">
        {drift.data?.fields.map((field) => (
          <li key={field.path} className="rounded-m border border-line">
            <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
              <h3 className="text-sm font-medium">{field.label}</h3>
              <code className="min-w-0 flex-1 truncate font-mono text-2xs text-ink-3">{field.path}</code>
              <Pill tone={field.takes ? "good" : "neutral"}>{t(field.takes ? "drift.fits" : "drift.fits_not")}</Pill>
            </div>
            <dl className="grid gap-px bg-line sm:grid-cols-3">
              <Side name={t("drift.base")} value={field.base} />
              <Side name={t("drift.theirs")} value={field.theirs} strong />
              <Side name={t("drift.ours")} value={field.ours} />
            </dl>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function Side({ name, value, strong }: { name: string; value: string | null | undefined; strong?: boolean }) {
  const { t } = useTranslation("deployments");
  return (
    <div className="min-w-0 bg-surface p-3">
      <dt className="text-2xs font-medium text-ink-2">{name}</dt>
      <dd className={cn("mt-1 text-xs whitespace-pre-wrap wrap-anywhere", strong ? "text-ink" : "text-ink-2")}>
        {value === null || value === undefined ? <i>{t("drift.nothing")}</i> : value.length > LONG ? <Textarea readOnly aria-label={name} rows={6} className="text-xs" value={value} /> : value}
      </dd>
    </div>
  );
}
