import { Link, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { auth } from "@/api/auth";
import { z } from "@/lib/schema";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { CodeInput, Input, PasswordInput } from "@/ui/input";
import { toast } from "@/ui/toast";
import { AuthHeading, linkClass } from "./auth-layout";
import { pendingEmail, useNextStep } from "./next-step";

const forgot = z.object({ email: z.email() });
const reset = z.object({ key: z.string().trim().min(6), password: z.string().min(10) });

export function ForgotPage() {
  const { t } = useTranslation("auth");
  const router = useRouter();
  const form = useZodForm(forgot, { email: pendingEmail.get() });
  return (
    <>
      <AuthHeading title={t("forgot.title")}>{t("forgot.detail")}</AuthHeading>
      <Form
        form={form}
        aria-label={t("forgot.title")}
        onSubmit={async ({ email }) => {
          pendingEmail.set(email);
          await auth.requestPasswordReset(email);
          await router.navigate({ to: "/reset" });
        }}
      >
        <FormField<z.input<typeof forgot>, "email"> name="email" label={t("email")}>
          {(field) => <Input {...field} type="email" autoComplete="username" inputMode="email" autoFocus className="h-10" />}
        </FormField>
        <FormError />
        <SubmitButton size="lg" className="w-full">
          {t("forgot.submit")}
        </SubmitButton>
      </Form>
      <p className="mt-5 text-center text-sm">
        <Link to="/sign-in" className={linkClass}>
          {t("back_to_sign_in")}
        </Link>
      </p>
    </>
  );
}

export function ResetPage() {
  const { t } = useTranslation("auth");
  const router = useRouter();
  const goOn = useNextStep();
  const email = pendingEmail.get();
  const form = useZodForm(reset, { key: "", password: "" });
  return (
    <>
      <AuthHeading title={t("reset.title")}>{email ? t("reset.detail", { email }) : t("reset.detail_plain")}</AuthHeading>
      <Form
        form={form}
        aria-label={t("reset.title")}
        onSubmit={async (values) => {
          const step = await auth.resetPassword(values);
          toast(t("reset.done"));
          // Whether one is signed in by it is the server's choice.
          if (step.authenticated || step.pending) await goOn(step);
          else await router.navigate({ to: "/sign-in" });
        }}
      >
        <FormField<z.input<typeof reset>, "key"> name="key" label={t("code")}>
          {(field) => <CodeInput {...field} autoFocus />}
        </FormField>
        <FormField<z.input<typeof reset>, "password"> name="password" label={t("reset.new_password")} help={t("password_help")}>
          {(field) => <PasswordInput {...field} autoComplete="new-password" className="[&_input]:h-10" />}
        </FormField>
        <FormError />
        <SubmitButton size="lg" className="w-full">
          {t("reset.submit")}
        </SubmitButton>
      </Form>
      <p className="mt-5 text-center text-sm">
        <Link to="/forgot" className={linkClass}>
          {t("reset.again")}
        </Link>
      </p>
    </>
  );
}
