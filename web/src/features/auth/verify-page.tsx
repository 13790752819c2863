import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { auth } from "@/api/auth";
import { api } from "@/api/client";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { CodeInput } from "@/ui/input";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { AuthHeading, linkClass } from "./auth-layout";
import { pendingEmail, useNextStep } from "./next-step";

const schema = z.object({ key: z.string().trim().min(6) });

/** A code from an e-mail: to confirm the address of a new account, or to sign in. */
export function VerifyPage() {
  const { t } = useTranslation("auth");
  const goOn = useNextStep();
  const showError = useToastError();
  const session = useQuery({ queryKey: ["auth-session"], queryFn: auth.session, staleTime: 0, retry: false });
  const signIn = session.data?.pending?.id === "login_by_code";
  const form = useZodForm(schema, { key: "" });
  const [wait, setWait] = useState(30);
  const email = pendingEmail.get();
  const installation = useQuery({ queryKey: ["installation"], queryFn: () => api.get<{ mail_page: boolean }>("/config"), staleTime: Infinity });

  useEffect(() => {
    if (wait === 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  useEffect(() => {
    if (session.data?.authenticated) void goOn(session.data);
  }, [session.data, goOn]);

  const resend = async () => {
    setWait(30);
    try {
      if (signIn) await auth.requestSignInCode(email);
      else await auth.resendVerification();
      toast(t("verify.sent"));
    } catch (error) {
      showError(error);
    }
  };
  return (
    <>
      <AuthHeading title={t("verify.title")}>{email ? t("verify.detail", { email }) : t("verify.detail_plain")}</AuthHeading>
      {installation.data?.mail_page && (
        <Callout className="mb-4">
          <a href="/dev/mail" target="_blank" rel="noreferrer" className={linkClass}>
            {t("verify.mail_page")}
          </a>
        </Callout>
      )}
      <Form form={form} aria-label={t("verify.title")} onSubmit={async ({ key }) => goOn(await (signIn ? auth.confirmSignInCode(key) : auth.verifyEmail(key)))}>
        <FormField<z.input<typeof schema>, "key"> name="key" label={t("code")}>
          {(field) => <CodeInput {...field} autoFocus />}
        </FormField>
        <FormError />
        <SubmitButton size="lg" className="w-full">
          {t("verify.submit")}
        </SubmitButton>
      </Form>
      <div className="mt-5 flex flex-wrap items-center justify-between gap-2 text-sm">
        <Button variant="ghost" disabled={wait > 0} onClick={() => void resend()} className="-ml-3">
          {wait > 0 ? t("verify.resend_in", { seconds: wait }) : t("verify.resend")}
        </Button>
        <Link to="/sign-up" className={linkClass}>
          {t("verify.other")}
        </Link>
      </div>
    </>
  );
}
