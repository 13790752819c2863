import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Pill, type Tone } from "@/ui/pill";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { type Submission, submissionsQuery, useWithdraw } from "./api";

const TONES: Record<Submission["state"], Tone> = { submitted: "info", approved: "good", refused: "bad", withdrawn: "neutral" };

/** What the organization handed in, and what became of it; nothing at all before there is something. */
export function Submissions({ holds }: { holds: Submission["holds"] | undefined }) {
  const { t } = useTranslation(["gallery", "templates"]);
  const { membership } = useSession();
  const showError = useToastError();
  const found = (useQuery(submissionsQuery).data ?? []).filter((one) => !holds || one.holds === holds);
  const withdraw = useWithdraw();
  const [asking, setAsking] = useState<Submission>();
  const may = membership.permissions.includes("template:publish");
  if (found.length === 0) return null;
  return (
    <section aria-labelledby="submissions" className="mb-7">
      <h2 id="submissions" className="mb-2.5 text-base font-semibold">
        {t("submissions.title")}
      </h2>
      <ul className="max-w-4xl divide-y divide-line rounded-l border border-line bg-surface shadow-card">
        {found.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
            <div className="min-w-48 flex-1">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium break-words">{one.title}</span>
                <span className="text-xs text-ink-3">{t("version", { number: one.version })}</span>
                {one.holds !== "agent" && <Pill>{t(`templates:kept.one.${one.holds}`)}</Pill>}
                <Pill dot tone={TONES[one.state]}>
                  {t(`states.${one.state}`)}
                </Pill>
              </p>
              {one.reason && <p className="break-words whitespace-pre-wrap text-bad">{t("submissions.reason", { reason: one.reason })}</p>}
              <p className="text-xs text-ink-3">
                {one.submitted_by} · <TimeAgo value={one.submitted_at} />
              </p>
            </div>
            {may && (one.state === "submitted" || one.state === "approved") && (
              <Button size="sm" onClick={() => setAsking(one)}>
                {t("submissions.withdraw")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={asking !== undefined}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={t("submissions.withdraw_title", { title: asking?.title ?? "" })}
        action={t("submissions.withdraw")}
        destructive
        onConfirm={async () => {
          if (!asking) return;
          try {
            await withdraw.mutateAsync(asking.id);
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t(asking?.state === "approved" ? "submissions.withdraw_approved" : "submissions.withdraw_detail")}
      </ConfirmDialog>
    </section>
  );
}
