import { useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { activeSlug, meQuery, type Organization, useMe } from "@/api/session";
import { LANGUAGE_NAMES, LANGUAGES } from "@/app/i18n";
import { savePreferences } from "@/app/preferences";
import { forgetOrganizationData } from "@/app/query-client";
import { z } from "@/lib/schema";
import { storage } from "@/lib/storage";
import { localTimeZone, timeZoneOptions } from "@/lib/time-zones";
import { Combobox } from "@/ui/combobox";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { Mark } from "@/ui/mark";
import { Select } from "@/ui/select";

const schema = z.object({
  name: z.string().trim().min(1).max(120),
  language: z.string().min(2),
  time_zone: z.string().min(1),
  currency: z.string().length(3),
});
type Values = z.input<typeof schema>;

const CURRENCIES = ["EUR", "USD", "MXN", "COP", "ARS", "CLP", "PEN", "BRL", "GBP", "CAD"];

/** The first minute: a name for the business, and off. Further steps follow this one. */
export function WelcomePage() {
  const { t, i18n } = useTranslation("onboarding");
  const router = useRouter();
  const client = useQueryClient();
  const me = useMe();
  const zone = localTimeZone();
  const zones = useMemo(() => timeZoneOptions(zone, i18n.language), [zone, i18n.language]);
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: "currency" });
    return CURRENCIES.map((value) => ({ value, label: `${value} · ${names.of(value) ?? ""}` }));
  }, [i18n.language]);
  const form = useZodForm(schema, { name: "", language: i18n.language, time_zone: zone, currency: /^America\//.test(zone) ? "USD" : "EUR" });

  useEffect(() => {
    const name = storage.read("sign-up-name");
    if (!name) return;
    storage.remove("sign-up-name");
    // A name given at sign-up is only a comfort: without it the e-mail address stands.
    if (!me.user.name) void savePreferences({ name, time_zone: zone }).catch(() => undefined);
  }, [me.user.name, zone]);

  const create = async (values: Values) => {
    const made = await api.post<Organization>("/organizations", values);
    await forgetOrganizationData();
    activeSlug.set(made.slug);
    await client.fetchQuery({ ...meQuery, staleTime: 0 });
    await router.navigate({ to: "/" });
  };
  return (
    <main id="main" className="dotted grid min-h-dvh place-items-center bg-sunken p-4">
      <div className="w-full max-w-lg rounded-l border border-line bg-surface p-6 shadow-pop sm:p-8">
        <Mark className="mb-5 size-9" />
        <h1 className="text-xl font-semibold tracking-[-0.02em]">{t("title")}</h1>
        <p className="mt-1.5 mb-6 text-sm text-ink-2">{t("detail")}</p>
        <Form form={form} aria-label={t("title")} onSubmit={create}>
          <FormField<Values, "name"> name="name" label={t("name")} help={t("name_help")}>
            {(field) => <Input {...field} autoComplete="organization" autoFocus className="h-10" />}
          </FormField>
          <div className="grid gap-4 sm:grid-cols-2">
            <FormField<Values, "language"> name="language" label={t("language")} help={t("language_help")}>
              {(field) => <Select label={t("language")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={LANGUAGES.map((value) => ({ value: value as string, label: LANGUAGE_NAMES[value] }))} />}
            </FormField>
            <FormField<Values, "currency"> name="currency" label={t("currency")}>
              {(field) => <Select label={t("currency")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={currencies} />}
            </FormField>
          </div>
          <FormField<Values, "time_zone"> name="time_zone" label={t("time_zone")} help={t("time_zone_help")}>
            {(field) => <Combobox label={t("time_zone")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={zones} />}
          </FormField>
          <FormError />
          <div className="flex items-center gap-3 pt-2">
            {me.memberships.length > 0 && (
              <Link to="/" className="text-sm text-ink-2 underline-offset-2 hover:text-ink hover:underline">
                {t("back")}
              </Link>
            )}
            <SubmitButton size="lg" className="ml-auto">
              {t("submit")}
              <ArrowRight aria-hidden />
            </SubmitButton>
          </div>
        </Form>
      </div>
    </main>
  );
}
