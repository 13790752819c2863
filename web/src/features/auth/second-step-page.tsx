import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fingerprint } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { auth } from "@/api/auth";
import { getPasskey, passkeysSupported } from "@/lib/passkeys";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { CodeInput } from "@/ui/input";
import { useToastError } from "@/ui/use-toast-error";
import { AuthHeading, linkClass } from "./auth-layout";
import { useNextStep } from "./next-step";

const schema = z.object({ code: z.string().trim().min(6) });

/** The second step of signing in: an authenticator app, a recovery code or a passkey. */
export function SecondStepPage() {
  const { t } = useTranslation("auth");
  const goOn = useNextStep();
  const showError = useToastError();
  const session = useQuery({ queryKey: ["auth-session"], queryFn: auth.session, staleTime: 0, retry: false });
  const [trusting, setTrusting] = useState(false);
  const [recovery, setRecovery] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = useZodForm(schema, { code: "" });
  const types = session.data?.flows.find((flow) => flow.id === "mfa_authenticate")?.types ?? [];
  const trust = trusting || session.data?.pending?.id === "mfa_trust";

  const follow = async (step: Awaited<ReturnType<typeof auth.session>>) => {
    if (step.pending?.id === "mfa_trust") setTrusting(true);
    else await goOn(step);
  };
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };
  if (trust) {
    return (
      <>
        <AuthHeading title={t("trust.title")}>{t("trust.detail")}</AuthHeading>
        <div className="grid gap-2">
          <Button variant="primary" size="lg" loading={busy} onClick={() => void attempt(async () => goOn(await auth.trustDevice(true)))}>
            {t("trust.yes")}
          </Button>
          <Button size="lg" disabled={busy} onClick={() => void attempt(async () => goOn(await auth.trustDevice(false)))}>
            {t("trust.no")}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <AuthHeading title={t("second.title")}>{t(recovery ? "second.recovery_detail" : "second.app_detail")}</AuthHeading>
      <Form form={form} aria-label={t("second.title")} onSubmit={async ({ code }) => follow(await auth.secondStep(code.replace(/\s/g, "")))}>
        <FormField<z.input<typeof schema>, "code"> name="code" label={t(recovery ? "second.recovery_code" : "code")}>
          {(field) => <CodeInput key={String(recovery)} {...field} inputMode={recovery ? "text" : "numeric"} length={recovery ? 12 : 6} autoFocus />}
        </FormField>
        <FormError />
        <SubmitButton size="lg" className="w-full">
          {t("second.submit")}
        </SubmitButton>
      </Form>
      <div className="mt-3 grid gap-2">
        {types.includes("webauthn") && passkeysSupported() && (
          <Button
            size="lg"
            loading={busy}
            onClick={() =>
              void attempt(async () => {
                const credential = await getPasskey(await auth.passkeyOptions("authenticate"));
                if (credential) await follow(await auth.usePasskey("authenticate", credential));
              })
            }
          >
            <Fingerprint aria-hidden />
            {t("second.passkey")}
          </Button>
        )}
        <Button
          variant="ghost"
          onClick={() => {
            setRecovery(!recovery);
            form.reset();
          }}
        >
          {t(recovery ? "second.use_app" : "second.use_recovery")}
        </Button>
      </div>
      <p className="mt-4 text-center text-sm">
        <Link to="/sign-in" className={linkClass}>
          {t("back_to_sign_in")}
        </Link>
      </p>
    </>
  );
}
