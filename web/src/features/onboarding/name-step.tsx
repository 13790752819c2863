import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { activeSlug, meQuery, type Organization } from "@/api/session";
import { LANGUAGE_NAMES, LANGUAGES } from "@/app/i18n";
import { forgetOrganizationData } from "@/app/query-client";
import { industriesQuery, profileQuery, useChangeProfile } from "@/features/business";
import { z } from "@/lib/schema";
import { localTimeZone, timeZoneOptions } from "@/lib/time-zones";
import { Button } from "@/ui/button";
import { ChoiceCards } from "@/ui/choice-cards";
import { Combobox } from "@/ui/combobox";
import { ErrorState } from "@/ui/error-state";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { Skeleton } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { StepButtons, StepTitle } from "./step-marks";
import { type StepProps, useWelcome } from "./use-welcome";

const schema = z.object({
  name: z.string().trim().min(1).max(120),
  language: z.string().min(2),
  time_zone: z.string().min(1),
  currency: z.string().length(3),
});
type Values = z.input<typeof schema>;

const CURRENCIES = ["EUR", "USD", "MXN", "COP", "ARS", "CLP", "PEN", "BRL", "GBP", "CAD"];

/** The only thing that must be known: what the business is called. */
export function NameStep() {
  const { t, i18n } = useTranslation("onboarding");
  const client = useQueryClient();
  const { open } = useWelcome();
  const zone = localTimeZone();
  const zones = useMemo(() => timeZoneOptions(zone, i18n.language), [zone, i18n.language]);
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: "currency" });
    return CURRENCIES.map((value) => ({ value, label: `${value} · ${names.of(value) ?? ""}` }));
  }, [i18n.language]);
  const form = useZodForm(schema, { name: "", language: i18n.language, time_zone: zone, currency: !zone.startsWith("America/") ? "EUR" : i18n.language === "pt" ? "BRL" : "USD" });

  const create = async (values: Values) => {
    const made = await api.post<Organization>("/organizations", values);
    await forgetOrganizationData();
    activeSlug.set(made.slug);
    await client.fetchQuery({ ...meQuery, staleTime: 0 });
    await open(made.slug);
  };
  return (
    <>
      <StepTitle title={t("title")} detail={t("detail")} />
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
        <div className="flex justify-end pt-2">
          <SubmitButton size="lg">
            {t("submit")}
            <ArrowRight aria-hidden />
          </SubmitButton>
        </div>
      </Form>
    </>
  );
}

/** What the business does decides which templates come first. Arrow keys pick as they move, so picking does not go on. */
export function IndustryStep({ onDone, onSkip }: StepProps) {
  const { t, i18n } = useTranslation("onboarding");
  const industries = useQuery(industriesQuery);
  const profile = useQuery(profileQuery);
  const change = useChangeProfile();
  const showError = useToastError();
  const [picked, setPicked] = useState("");
  const industry = picked || (profile.data?.data.industry ?? "");
  const keep = async () => {
    try {
      if (picked) await change.mutateAsync({ industry });
      await onDone();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <>
      <StepTitle title={t("industry.title")} detail={t("industry.detail")} />
      {industries.isError && <ErrorState error={industries.error} onRetry={() => void industries.refetch()} compact />}
      {industries.isPending && (
        <div className="grid gap-2 sm:grid-cols-2">
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} className="h-16 rounded-m" />
          ))}
        </div>
      )}
      {industries.data && (
        <ChoiceCards
          label={t("industry.title")}
          className="sm:grid-cols-2"
          value={industry}
          onValueChange={setPicked}
          choices={industries.data.map(({ key, name, description }) => ({ value: key, label: name[i18n.language] ?? name.en ?? key, description: description[i18n.language] ?? "" }))}
        />
      )}
      <StepButtons onSkip={onSkip}>
        <Button variant="primary" size="lg" disabled={!industry} loading={change.isPending} onClick={() => void keep()}>
          {t("submit")}
          <ArrowRight aria-hidden />
        </Button>
      </StepButtons>
    </>
  );
}
