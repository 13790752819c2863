import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { auth } from "@/api/auth";
import { meQuery, useMe } from "@/api/session";
import { ReauthenticationStep, useReauthentication } from "@/features/auth";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { CodeInput, Input } from "@/ui/input";
import { Section } from "@/ui/section-layout";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { emailsQuery } from "./api";

/** The address of the account: a new one counts as soon as the code that was sent there is written here. */
export function EmailPage() {
  const { t } = useTranslation("account");
  const { user } = useMe();
  const again = useReauthentication();
  const found = useQuery(emailsQuery);
  const waiting = found.data?.find((one) => !one.verified)?.email;
  return (
    <Section title={t("email.title")} description={t("email.detail")}>
      {again.needed ? (
        <Card>
          <ReauthenticationStep {...again.needed} />
        </Card>
      ) : found.isPending ? (
        <Card>
          <SkeletonText lines={4} />
        </Card>
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : waiting ? (
        <CodeCard key={waiting} current={user.email} email={waiting} />
      ) : (
        <NewAddressCard current={user.email} run={again.run} />
      )}
    </Section>
  );
}

function NewAddressCard({ current, run }: { current: string; run: ReturnType<typeof useReauthentication>["run"] }) {
  const { t } = useTranslation("account");
  const client = useQueryClient();
  const [schema] = useState(() => z.object({ email: z.email().max(254) }).refine(({ email }) => email.trim().toLowerCase() !== current.toLowerCase(), { path: ["email"], message: t("email.same") }));
  const form = useZodForm(schema, { email: "" });
  return (
    <Form form={form} aria-label={t("email.title")} onSubmit={({ email }) => run(async () => client.setQueryData(emailsQuery.queryKey, await auth.changeEmail(email.trim())))}>
      <Card footer={<SubmitButton whenDirty>{t("email.submit")}</SubmitButton>}>
        <div className="grid max-w-md gap-4">
          <Field label={t("email.current")}>
            <Input value={current} readOnly />
          </Field>
          <FormField<z.input<typeof schema>, "email"> name="email" label={t("email.new")} help={t("email.new_help")}>
            {(field) => <Input {...field} type="email" autoComplete="email" />}
          </FormField>
          <FormError />
        </div>
      </Card>
    </Form>
  );
}

const codeSchema = z.object({ key: z.string().trim().min(6) });

function CodeCard({ current, email }: { current: string; email: string }) {
  const { t } = useTranslation("account");
  const { config } = useMe();
  const client = useQueryClient();
  const showError = useToastError();
  const form = useZodForm(codeSchema, { key: "" });
  const [wait, setWait] = useState(30);
  useEffect(() => {
    if (wait === 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const resend = async () => {
    setWait(30);
    try {
      if (await auth.resendEmailCode(email)) toast(t("email.sent", { email }));
    } catch (error) {
      showError(error);
    }
  };
  const drop = async () => {
    try {
      client.setQueryData(emailsQuery.queryKey, await auth.dropEmail(email));
    } catch (error) {
      showError(error);
      await client.invalidateQueries({ queryKey: emailsQuery.queryKey });
    }
  };
  const confirm = async ({ key }: z.output<typeof codeSchema>) => {
    await auth.verifyEmail(key);
    await Promise.all([client.invalidateQueries({ queryKey: emailsQuery.queryKey }), client.invalidateQueries({ queryKey: meQuery.queryKey })]);
    toast(t("email.done", { email }));
  };
  return (
    <Form form={form} aria-label={t("email.confirm_title")} onSubmit={confirm}>
      <Card
        title={t("email.confirm_title")}
        description={t("email.confirm_detail", { email, current })}
        footer={
          <>
            <Button variant="ghost" onClick={() => void drop()}>
              {t("email.keep")}
            </Button>
            <SubmitButton>{t("email.confirm")}</SubmitButton>
          </>
        }
      >
        <div className="grid max-w-md gap-4">
          {config.mail_page && (
            <Callout>
              <a href="/dev/mail" target="_blank" rel="noreferrer" className="underline underline-offset-2">
                {t("email.mail_page")}
              </a>
            </Callout>
          )}
          <FormField<z.input<typeof codeSchema>, "key"> name="key" label={t("email.code")}>
            {(field) => <CodeInput {...field} autoFocus />}
          </FormField>
          <FormError />
          <Button variant="ghost" className="w-fit" disabled={wait > 0} onClick={() => void resend()}>
            {wait > 0 ? t("email.resend_in", { seconds: wait }) : t("email.resend")}
          </Button>
        </div>
      </Card>
    </Form>
  );
}
