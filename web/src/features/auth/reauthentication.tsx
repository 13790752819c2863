import { Fingerprint } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { auth, type Flow, ReauthenticationNeeded } from "@/api/auth";
import { getPasskey, passkeysSupported } from "@/lib/passkeys";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { CodeInput, PasswordInput } from "@/ui/input";
import { useToastError } from "@/ui/use-toast-error";

export interface Reauthentication {
  /** Set while somebody must say once more who they are: show ReauthenticationStep in place. */
  needed: { flows: Flow[]; goOn: () => Promise<void>; cancel: () => void } | undefined;
  /** Does the work; when the server asks for the password first, does it again afterwards. */
  run: (work: () => Promise<unknown>) => Promise<void>;
}

export function useReauthentication(): Reauthentication {
  const [waiting, setWaiting] = useState<{ flows: Flow[]; work: () => Promise<unknown> }>();
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ReauthenticationNeeded)) throw error;
      setWaiting({ flows: error.flows, work });
    }
  };
  const needed = waiting && {
    flows: waiting.flows,
    goOn: async () => {
      setWaiting(undefined);
      await run(waiting.work);
    },
    cancel: () => setWaiting(undefined),
  };
  return { needed, run };
}

const schema = z.object({ password: z.string(), code: z.string().trim() });
type Values = z.input<typeof schema>;

/** Asks who it is, in the place of what was there: never a dialog over a dialog. */
export function ReauthenticationStep({ flows, goOn, cancel }: NonNullable<Reauthentication["needed"]>) {
  const { t } = useTranslation("auth");
  const showError = useToastError();
  const byPassword = flows.some((flow) => flow.id === "reauthenticate");
  const types = flows.find((flow) => flow.id === "mfa_reauthenticate")?.types ?? [];
  const byCode = types.includes("totp") || types.includes("recovery_codes");
  const [useCode, setUseCode] = useState(!byPassword && byCode);
  const form = useZodForm(schema, { password: "", code: "" });
  const withPasskey = async () => {
    try {
      const credential = await getPasskey(await auth.passkeyOptions("reauthenticate"));
      if (!credential) return;
      await auth.usePasskey("reauthenticate", credential);
      await goOn();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <div className="max-w-sm">
      <p className="mb-3 text-sm text-ink-2">{t("again.detail")}</p>
      <Form
        form={form}
        aria-label={t("again.title")}
        onSubmit={async ({ password, code }) => {
          if (useCode) await auth.reauthenticateWithCode(code.replace(/\s/g, ""));
          else await auth.reauthenticate(password);
          await goOn();
        }}
      >
        {useCode ? (
          <FormField<Values, "code"> name="code" label={t("second.any_code")}>
            {(field) => <CodeInput {...field} length={12} autoFocus />}
          </FormField>
        ) : (
          <FormField<Values, "password"> name="password" label={t("password")}>
            {(field) => <PasswordInput {...field} autoComplete="current-password" autoFocus />}
          </FormField>
        )}
        <FormError />
        <div className="flex flex-wrap gap-2">
          <SubmitButton>{t("again.submit")}</SubmitButton>
          <Button onClick={cancel}>{t("again.cancel")}</Button>
          {byPassword && byCode && (
            <Button variant="ghost" onClick={() => setUseCode(!useCode)}>
              {t(useCode ? "again.use_password" : "again.use_code")}
            </Button>
          )}
          {types.includes("webauthn") && passkeysSupported() && (
            <Button variant="ghost" onClick={() => void withPasskey()}>
              <Fingerprint aria-hidden />
              {t("second.passkey")}
            </Button>
          )}
        </div>
      </Form>
    </div>
  );
}
