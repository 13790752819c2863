import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { compareLines } from "@/lib/differences/marking";
import { tell } from "@/lib/differences/telling";
import { usePlainWords } from "@/lib/differences/plain-words";
import { sameJson } from "@/lib/same-json";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { MarkedLines } from "@/ui/marked-lines";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Decision, type Deployment, type Drift, driftQuery, useDecide } from "./api";

/** So many lines of a field are seen at once. */
const MOST = 12;

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
            <Sides field={field} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** What it said as we left it and says there now, and what we would write where that is something else again. */
function Sides({ field }: { field: Drift["fields"][number] }) {
  const { t } = useTranslation("deployments");
  const words = usePlainWords();
  const [base, theirs, ours] = [field.base, field.theirs, field.ours].map((value) => tell(value, words, field.path.split(".")));
  const rows = compareLines(base ?? [], theirs ?? []);
  return (
    <div className="space-y-2 p-3">
      <p className="text-2xs text-ink-2">{t("drift.legend")}</p>
      {rows.length > 0 && <MarkedLines rows={rows} label={field.label} most={MOST} />}
      {!sameJson(field.ours, field.base) && (
        <div>
          <p className="text-2xs font-medium text-ink-2">{t("drift.ours")}</p>
          <p className="mt-1 max-h-60 overflow-y-auto text-xs break-words whitespace-pre-wrap">{ours?.join("\n") || <i>{t("drift.nothing")}</i>}</p>
        </div>
      )}
    </div>
  );
}
