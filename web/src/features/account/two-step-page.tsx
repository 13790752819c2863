import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, ShieldCheck, ShieldOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { auth, type RecoveryCodes } from "@/api/auth";
import { useMe } from "@/api/session";
import { ReauthenticationStep, useReauthentication } from "@/features/auth";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { CopyButton, CopyField } from "@/ui/copy-field";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { CodeInput } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { QrCode } from "@/ui/qr-code";
import { Section } from "@/ui/section-layout";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { Moment } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { authenticatorsQuery } from "./api";

const schema = z.object({ code: z.string().trim().min(6) });

export function TwoStepPage() {
  const { t } = useTranslation("account");
  const client = useQueryClient();
  const showError = useToastError();
  const again = useReauthentication();
  const found = useQuery(authenticatorsQuery);
  const [enrolling, setEnrolling] = useState<{ secret: string; address: string }>();
  const [codes, setCodes] = useState<RecoveryCodes>();
  const [removing, setRemoving] = useState(false);

  const totp = found.data?.find((one) => one.type === "totp");
  const recovery = found.data?.find((one) => one.type === "recovery_codes");
  const attempt = (work: () => Promise<unknown>) => void again.run(work).catch(showError);
  const refresh = () => client.invalidateQueries({ queryKey: authenticatorsQuery.queryKey });
  const begin = () => attempt(async () => setEnrolling(await auth.newTotp()));
  const showCodes = () => attempt(async () => setCodes(await auth.recoveryCodes()));

  if (again.needed) {
    return (
      <Section title={t("two_step.title")} description={t("two_step.detail")}>
        <Card>
          <ReauthenticationStep {...again.needed} />
        </Card>
      </Section>
    );
  }
  return (
    <Section title={t("two_step.title")} description={t("two_step.detail")}>
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} compact />}
      {found.isPending && (
        <Card>
          <SkeletonText />
        </Card>
      )}
      {found.data && (
        <Card
          title={
            <span className="flex flex-wrap items-center gap-x-2">
              {t("two_step.app")}
              {totp ? <Pill tone="good" dot>{t("two_step.on")}</Pill> : <Pill>{t("two_step.off")}</Pill>}
            </span>
          }
          description={t("two_step.app_detail")}
          actions={
            totp ? (
              <Button variant="danger" onClick={() => setRemoving(true)}>
                <ShieldOff aria-hidden />
                {t("two_step.turn_off")}
              </Button>
            ) : (
              !enrolling && (
                <Button variant="primary" onClick={begin}>
                  <ShieldCheck aria-hidden />
                  {t("two_step.turn_on")}
                </Button>
              )
            )
          }
        >
          {enrolling && (
            <Enrolment
              {...enrolling}
              onCancel={() => setEnrolling(undefined)}
              onSubmit={async (code) => {
                await auth.addTotp(code);
                setEnrolling(undefined);
                toast(t("two_step.turned_on"));
                await refresh();
                setCodes(await auth.recoveryCodes().catch(() => undefined));
              }}
            />
          )}
          {totp && (
            <p className="text-xs text-ink-3">
              {t("two_step.since")} <Moment value={new Date(totp.created_at * 1000)} show="date" />
            </p>
          )}
        </Card>
      )}
      {recovery && (
        <Card
          title={t("recovery.title")}
          description={t("recovery.detail")}
          actions={
            <>
              {!codes && <Button onClick={showCodes}>{t("recovery.show")}</Button>}
              <Button onClick={() => attempt(async () => { setCodes(await auth.newRecoveryCodes()); await refresh(); })}>{t("recovery.renew")}</Button>
            </>
          }
        >
          {codes?.unused_codes ? (
            <Codes codes={codes.unused_codes} />
          ) : (
            <p className="text-sm text-ink-2">{t("recovery.left", { count: recovery.unused_code_count, total: recovery.total_code_count })}</p>
          )}
        </Card>
      )}
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        title={t("two_step.turn_off_title")}
        action={t("two_step.turn_off")}
        destructive
        onConfirm={() =>
          // The question closes first: whoever is asked for the password is asked in the page.
          void again
            .run(async () => {
              await auth.removeTotp();
              setCodes(undefined);
              toast(t("two_step.turned_off"));
              await refresh();
            })
            .catch(showError)
        }
      >
        {t("two_step.turn_off_detail")}
      </ConfirmDialog>
    </Section>
  );
}

function Enrolment({ secret, address, onSubmit, onCancel }: { secret: string; address: string; onSubmit: (code: string) => Promise<void>; onCancel: () => void }) {
  const { t } = useTranslation("account");
  const { user } = useMe();
  const form = useZodForm(schema, { code: "" });
  const uri = address || `otpauth://totp/Centralita:${encodeURIComponent(user.email)}?secret=${secret}&issuer=Centralita`;
  return (
    <div className="flex flex-col gap-6 sm:flex-row">
      <QrCode text={uri} label={t("two_step.qr")} />
      <Form form={form} aria-label={t("two_step.turn_on")} className="min-w-0 max-w-sm flex-1" onSubmit={({ code }) => onSubmit(code.replace(/\s/g, ""))}>
        <p className="text-sm text-ink-2">{t("two_step.scan")}</p>
        <Field label={t("two_step.secret")}>
          <CopyField label={t("two_step.secret")} value={secret} />
        </Field>
        <FormField<z.input<typeof schema>, "code"> name="code" label={t("two_step.code")}>
          {(field) => <CodeInput {...field} inputMode="numeric" />}
        </FormField>
        <FormError />
        <div className="flex gap-2">
          <SubmitButton>{t("two_step.confirm")}</SubmitButton>
          <Button onClick={onCancel}>{t("cancel")}</Button>
        </div>
      </Form>
    </div>
  );
}

function Codes({ codes }: { codes: string[] }) {
  const { t } = useTranslation("account");
  const text = codes.join("\n");
  const download = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`Centralita\n\n${text}\n`], { type: "text/plain" }));
    link.download = "centralita-recovery-codes.txt";
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className="space-y-3">
      <Callout tone="warn">{t("recovery.keep")}</Callout>
      <ul className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-m border border-line bg-sunken p-3 font-mono text-sm sm:grid-cols-5">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex items-center gap-2">
        <Button onClick={download}>
          <Download aria-hidden />
          {t("recovery.download")}
        </Button>
        <CopyButton text={text} />
      </div>
    </div>
  );
}
