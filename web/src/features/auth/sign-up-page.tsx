import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { auth } from "@/api/auth";
import { z } from "@/lib/schema";
import { storage } from "@/lib/storage";
import { Callout } from "@/ui/callout";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { Input, PasswordInput } from "@/ui/input";
import { AuthHeading, linkClass } from "./auth-layout";
import { pendingEmail, useNextStep } from "./next-step";
import { configQuery } from "./sign-in-page";

const schema = z.object({ name: z.string().trim().min(1).max(120), email: z.email(), password: z.string().min(10) });
type Values = z.input<typeof schema>;

export function SignUpPage() {
  const { t } = useTranslation("auth");
  const { next } = useSearch({ strict: false });
  const config = useQuery(configQuery).data;
  const goOn = useNextStep();
  const form = useZodForm(schema, { name: "", email: "", password: "" });
  const closed = config?.account.is_open_for_signup === false;
  return (
    <>
      <AuthHeading title={t("sign_up.title")}>
        {t("sign_up.known")}{" "}
        <Link to="/sign-in" search={next ? { next } : {}} className={linkClass}>
          {t("sign_up.sign_in")}
        </Link>
      </AuthHeading>
      {closed ? (
        <Callout>{t("sign_up.closed")}</Callout>
      ) : (
        <Form
          form={form}
          aria-label={t("sign_up.title")}
          onSubmit={async (values) => {
            pendingEmail.set(values.email);
            // Kept until the account is confirmed: the first page after it offers the name again.
            storage.write("sign-up-name", values.name);
            await goOn(await auth.signUp(values));
          }}
        >
          <FormField<Values, "name"> name="name" label={t("name")}>
            {(field) => <Input {...field} autoComplete="name" autoFocus className="h-10" />}
          </FormField>
          <FormField<Values, "email"> name="email" label={t("sign_up.work_email")}>
            {(field) => <Input {...field} type="email" autoComplete="username" inputMode="email" className="h-10" />}
          </FormField>
          <FormField<Values, "password"> name="password" label={t("password")} help={t("password_help")}>
            {(field) => <PasswordInput {...field} autoComplete="new-password" className="[&_input]:h-10" />}
          </FormField>
          <FormError />
          <SubmitButton size="lg" className="w-full">
            {t("sign_up.submit")}
          </SubmitButton>
        </Form>
      )}
    </>
  );
}
