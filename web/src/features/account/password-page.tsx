import { useTranslation } from "react-i18next";
import { auth } from "@/api/auth";
import { ReauthenticationStep, useReauthentication } from "@/features/auth";
import { z } from "@/lib/schema";
import { Card } from "@/ui/card";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { PasswordInput } from "@/ui/input";
import { Section } from "@/ui/section-layout";
import { toast } from "@/ui/toast";

const schema = z.object({ current_password: z.string().min(1), new_password: z.string().min(10) });
type Values = z.input<typeof schema>;

export function PasswordPage() {
  const { t } = useTranslation("account");
  const again = useReauthentication();
  const form = useZodForm(schema, { current_password: "", new_password: "" });
  return (
    <Section title={t("password.title")} description={t("password.detail")}>
      {again.needed ? (
        <Card>
          <ReauthenticationStep {...again.needed} />
        </Card>
      ) : (
        <Form
          form={form}
          aria-label={t("password.title")}
          onSubmit={(values) =>
            again.run(async () => {
              await auth.changePassword(values);
              form.reset();
              toast(t("password.done"));
            })
          }
        >
          <Card footer={<SubmitButton whenDirty>{t("password.submit")}</SubmitButton>}>
            <div className="grid max-w-md gap-4">
              <FormField<Values, "current_password"> name="current_password" label={t("password.current")}>
                {(field) => <PasswordInput {...field} autoComplete="current-password" />}
              </FormField>
              <FormField<Values, "new_password"> name="new_password" label={t("password.new")} help={t("password.help")}>
                {(field) => <PasswordInput {...field} autoComplete="new-password" />}
              </FormField>
              <FormError />
            </div>
          </Card>
        </Form>
      )}
    </Section>
  );
}
