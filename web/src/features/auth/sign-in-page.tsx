import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Fingerprint, Mail } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { auth } from "@/api/auth";
import { csrfToken } from "@/api/client";
import { getPasskey, passkeysSupported } from "@/lib/passkeys";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { Input, PasswordInput } from "@/ui/input";
import { useToastError } from "@/ui/use-toast-error";
import { AuthHeading, linkClass } from "./auth-layout";
import { pendingEmail, useNextStep } from "./next-step";

const schema = z.object({ email: z.email(), password: z.string().min(1) });
export const configQuery = { queryKey: ["auth-config"], queryFn: auth.config, staleTime: 60_000 };

export function SignInPage() {
  const { t } = useTranslation("auth");
  const { next } = useSearch({ strict: false });
  const config = useQuery(configQuery).data;
  const goOn = useNextStep();
  const showError = useToastError();
  const [busy, setBusy] = useState<string | null>(null);
  const form = useZodForm(schema, { email: pendingEmail.get(), password: "" });

  const attempt = async (name: string, work: () => Promise<unknown>) => {
    setBusy(name);
    try {
      await work();
    } catch (error) {
      showError(error);
    } finally {
      setBusy(null);
    }
  };
  const withPasskey = () =>
    attempt("passkey", async () => {
      const credential = await getPasskey(await auth.passkeyOptions("login"));
      if (credential) await goOn(await auth.usePasskey("login", credential));
    });
  const withCode = () =>
    attempt("code", async () => {
      if (!(await form.trigger("email", { shouldFocus: true }))) return;
      const email = form.getValues("email");
      pendingEmail.set(email);
      await goOn(await auth.requestSignInCode(email));
    });

  const others: ReactNode[] = [];
  if (passkeysSupported() && config?.mfa?.passkey_login_enabled !== false) {
    others.push(
      <Button key="passkey" size="lg" loading={busy === "passkey"} onClick={() => void withPasskey()}>
        <Fingerprint aria-hidden />
        {t("sign_in.passkey")}
      </Button>,
    );
  }
  if (config?.account.login_by_code_enabled) {
    others.push(
      <Button key="code" size="lg" loading={busy === "code"} onClick={() => void withCode()}>
        <Mail aria-hidden />
        {t("sign_in.by_code")}
      </Button>,
    );
  }
  for (const provider of config?.socialaccount?.providers ?? []) {
    others.push(
      <Button key={provider.id} size="lg" onClick={() => void goToProvider(provider.id)}>
        {t("sign_in.provider", { name: provider.name })}
      </Button>,
    );
  }
  return (
    <>
      <AuthHeading title={t("sign_in.title")}>
        {t("sign_in.new")}{" "}
        <Link to="/sign-up" search={next ? { next } : {}} className={linkClass}>
          {t("sign_in.sign_up")}
        </Link>
      </AuthHeading>
      <Form
        form={form}
        aria-label={t("sign_in.title")}
        onSubmit={async (values) => {
          pendingEmail.set(values.email);
          await goOn(await auth.signIn(values));
        }}
      >
        <FormField<z.input<typeof schema>, "email"> name="email" label={t("email")}>
          {(field) => <Input {...field} type="email" autoComplete="username" inputMode="email" autoFocus className="h-10" />}
        </FormField>
        <FormField<z.input<typeof schema>, "password">
          name="password"
          label={t("password")}
          aside={
            <Link to="/forgot" className={linkClass}>
              {t("sign_in.forgot")}
            </Link>
          }
        >
          {(field) => <PasswordInput {...field} autoComplete="current-password" className="[&_input]:h-10" />}
        </FormField>
        <FormError />
        <SubmitButton size="lg" className="w-full">
          {t("sign_in.submit")}
        </SubmitButton>
      </Form>
      {others.length > 0 && (
        <>
          <div className="my-5 flex items-center gap-3 text-xs text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">{t("sign_in.or")}</div>
          <div className="grid gap-2">{others}</div>
        </>
      )}
    </>
  );
}

/** allauth wants a posted form here, because the answer sends the whole page to the provider. */
async function goToProvider(provider: string): Promise<void> {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/_allauth/browser/v1/auth/provider/redirect";
  const values = { provider, process: "login", callback_url: `${location.origin}/`, csrfmiddlewaretoken: await csrfToken() };
  for (const [name, value] of Object.entries(values)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}
