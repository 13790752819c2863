import { Link } from "@tanstack/react-router";
import { Monitor, Moon, Sun } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Theme, type User, useMe } from "@/api/session";
import { LANGUAGE_NAMES, LANGUAGES } from "@/app/i18n";
import { savePreferences } from "@/app/preferences";
import { z } from "@/lib/schema";
import { timeZoneOptions } from "@/lib/time-zones";
import { Card } from "@/ui/card";
import { Segmented } from "@/ui/choice-cards";
import { Combobox } from "@/ui/combobox";
import { Field } from "@/ui/field";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { Section } from "@/ui/section-layout";
import { Select } from "@/ui/select";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";

const schema = z.object({ name: z.string().trim().min(1).max(120) });

export function ProfilePage() {
  const { t } = useTranslation("account");
  const { user } = useMe();
  return (
    <Section title={t("profile.title")} description={t("profile.detail")}>
      <NameCard user={user} />
      <PreferencesCard user={user} />
    </Section>
  );
}

function NameCard({ user }: { user: User }) {
  const { t } = useTranslation("account");
  const form = useZodForm(schema, { name: user.name });
  return (
    <Form
      form={form}
      aria-label={t("profile.you")}
      onSubmit={async (values) => {
        await savePreferences(values);
        form.reset(values);
        toast(t("saved"));
      }}
    >
      <Card title={t("profile.you")} footer={<SubmitButton whenDirty>{t("save")}</SubmitButton>}>
        <div className="grid max-w-md gap-4">
          <FormField<z.input<typeof schema>, "name"> name="name" label={t("profile.name")} help={t("profile.name_help")}>
            {(field) => <Input {...field} autoComplete="name" />}
          </FormField>
          <Field
            label={t("profile.email")}
            aside={
              <Link to="/account/email" className="text-accent underline-offset-2 hover:underline">
                {t("profile.change_email")}
              </Link>
            }
          >
            <Input value={user.email} readOnly />
          </Field>
          <FormError />
        </div>
      </Card>
    </Form>
  );
}

function PreferencesCard({ user }: { user: User }) {
  const { t, i18n } = useTranslation("account");
  const showError = useToastError();
  const zones = useMemo(() => timeZoneOptions(user.time_zone, i18n.language), [user.time_zone, i18n.language]);
  const keep = (change: Parameters<typeof savePreferences>[0]) => void savePreferences(change).catch(showError);
  const icons = { light: <Sun aria-hidden />, dark: <Moon aria-hidden />, system: <Monitor aria-hidden /> };
  return (
    <Card title={t("preferences.title")} description={t("preferences.detail")}>
      <div className="grid max-w-md gap-4">
        <Field label={t("preferences.language")}>
          <Select label={t("preferences.language")} value={user.language} onValueChange={(language) => keep({ language: LANGUAGES.find((known) => known === language) })} options={LANGUAGES.map((value) => ({ value: value as string, label: LANGUAGE_NAMES[value] }))} />
        </Field>
        <div>
          <p className="mb-1 text-xs font-medium text-ink-2">{t("preferences.theme")}</p>
          <Segmented label={t("preferences.theme")} value={user.theme} onValueChange={(theme: Theme) => keep({ theme })} choices={(["light", "dark", "system"] as const).map((value) => ({ value, label: t(`themes.${value}`), icon: icons[value] }))} />
        </div>
        <Field label={t("preferences.time_zone")} help={t("preferences.time_zone_help")}>
          <Combobox label={t("preferences.time_zone")} value={user.time_zone} onValueChange={(time_zone) => keep({ time_zone })} options={zones} />
        </Field>
      </div>
    </Card>
  );
}
