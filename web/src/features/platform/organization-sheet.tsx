import { useQuery } from "@tanstack/react-query";
import { CirclePause, CirclePlay } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Stat } from "@/ui/card";
import { CopyField } from "@/ui/copy-field";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { Moment } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { organizationQuery, type Plan, type PlatformOrganization, PLANS, useOrganizationAct } from "./api";
import { CallsSwitch } from "./calls-switch";
import { StatePill } from "./organizations-page";

/** One organization: its figures, never its contents; its plan; and its door. */
export function OrganizationSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("platform");
  const found = useQuery(organizationQuery(id));
  const organization = found.data;
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={organization?.name ?? t("organization")} description={organization?.slug} actions={organization && <StatePill organization={organization} />}>
      {found.isPending && <SkeletonText lines={8} />}
      {found.isError && !organization && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {organization && <Inside organization={organization} />}
    </Sheet>
  );
}

function Inside({ organization }: { organization: PlatformOrganization }) {
  const { t } = useTranslation("platform");
  const formats = useFormats();
  const showError = useToastError();
  const act = useOrganizationAct(organization.id);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const run = async (wanted: Parameters<typeof act.mutateAsync>[0], done: string) => {
    try {
      await act.mutateAsync(wanted);
      toast(done);
    } catch (error) {
      showError(error);
      throw error;
    }
  };
  const suspend = async () => {
    await run({ what: "suspend", reason: reason.trim() }, t("suspended_done", { name: organization.name }));
    setReason("");
    setAsking(false);
  };
  const quietly = (work: Promise<void>) => void work.catch(() => undefined);
  const { name } = organization;
  return (
    <div className="space-y-6">
      {organization.suspended_at && (
        <Callout tone="bad" title={t("suspended_since", { date: formats.dateTime(organization.suspended_at) })}>
          {t("suspended_detail")}
        </Callout>
      )}
      <div className="grid grid-cols-3 gap-2">
        {(["members", "agents", "conversations"] as const).map((one) => (
          <Stat key={one} label={t(`columns.${one}`)} value={formats.number(organization[one])} note={one === "conversations" ? t("last_days") : undefined} className="p-3" />
        ))}
      </div>
      <Field label={t("plan")} help={t("plan_help")}>
        <Select
          label={t("plan")}
          disabled={act.isPending}
          value={organization.plan as Plan}
          onValueChange={(plan) => plan !== organization.plan && quietly(run({ what: "plan", plan }, t("plan_changed", { name, plan: t(`plans.${plan}`) })))}
          options={PLANS.map((value) => ({ value, label: t(`plans.${value}`) }))}
        />
      </Field>
      <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-2 text-sm">
        <Line term={t("columns.created")}>
          <Moment value={organization.created_at} />
        </Line>
        <Line term={t("language")}>{formats.languageName(organization.language)}</Line>
      </dl>
      <Field label={t("id")}>
        <CopyField value={organization.id} label={t("id")} />
      </Field>
      {organization.parent_id && (
        <Field label={t("agency")} help={t("agency_help")}>
          <CopyField value={organization.parent_id} label={t("agency")} />
        </Field>
      )}
      <div className="rounded-m border border-line p-4">
        <p className="text-sm font-medium">{t("calls.here")}</p>
        <p className="mt-0.5 mb-3 text-xs text-ink-2">{t("calls.here_detail")}</p>
        <CallsSwitch
          stopped={organization.calls_stopped}
          whom={name}
          busy={act.isPending}
          onStop={(why) => run({ what: "stop-calls", reason: why }, t("calls.stopped_done"))}
          onResume={() => run({ what: "resume-calls" }, t("calls.resumed"))}
        />
      </div>
      <div className="rounded-m border border-line p-4">
        <p className="text-sm font-medium">{t(organization.suspended_at ? "resume_title" : "suspend_title")}</p>
        <p className="mt-0.5 mb-3 text-xs text-ink-2">{t(organization.suspended_at ? "resume_detail" : "suspend_detail")}</p>
        {organization.suspended_at ? (
          <Button variant="primary" loading={act.isPending} onClick={() => quietly(run({ what: "resume" }, t("resumed", { name })))}>
            <CirclePlay aria-hidden />
            {t("resume")}
          </Button>
        ) : (
          <div className="space-y-3">
            <Field label={t("reason")} help={t("reason_help")}>
              <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
            </Field>
            {/* Asked here, in the sheet: never a dialog over another. */}
            {asking ? (
              <div role="alertdialog" aria-label={t("suspend_ask", { name })} className="space-y-3 rounded-m bg-bad-soft p-3 text-sm">
                <p className="font-medium text-bad">{t("suspend_ask", { name })}</p>
                <p>{t("suspend_goes", { count: organization.members, shown: formats.number(organization.members) })}</p>
                <p>{t("suspend_kept")}</p>
                <div className="flex flex-wrap gap-2">
                  <Button variant="danger-solid" autoFocus loading={act.isPending} disabled={!reason.trim()} onClick={() => quietly(suspend())}>
                    {t("suspend_do", { name })}
                  </Button>
                  <Button disabled={act.isPending} onClick={() => setAsking(false)}>
                    {t("cancel")}
                  </Button>
                </div>
              </div>
            ) : (
              <Button variant="danger" disabled={!reason.trim()} onClick={() => setAsking(true)}>
                <CirclePause aria-hidden />
                {t("suspend")}
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
