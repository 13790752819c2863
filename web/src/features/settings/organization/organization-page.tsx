import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES } from "@/app/i18n";
import type { Tagged } from "@/api/client";
import { z } from "@/lib/schema";
import { timeZoneOptions } from "@/lib/time-zones";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { Combobox } from "@/ui/combobox";
import { CopyField } from "@/ui/copy-field";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Form, FormError, FormField, SubmitButton, useLeaveWarning, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { Section } from "@/ui/section-layout";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { type OrganizationDetails, organizationQuery, useChangeOrganization } from "./api";
import { currencyOptions } from "./currencies";
import { DepartureCard } from "./departure-card";
import { IdleCard } from "./idle-card";
import { KeepingCard } from "./keeping-card";
import { TwoStepCard } from "./two-step-card";

export function OrganizationPage() {
  const { t } = useTranslation("settings");
  const found = useQuery(organizationQuery);
  return (
    <Section title={t("sections.general")} description={t("about.general")}>
      {found.isPending && (
        <Card>
          <SkeletonText lines={9} />
        </Card>
      )}
      {found.isError && !found.data && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <>
          <DetailsCard found={found.data} />
          <IdleCard found={found.data} />
          <KeepingCard found={found.data} />
          <TwoStepCard found={found.data} />
          <DepartureCard organization={found.data.data} />
        </>
      )}
    </Section>
  );
}

const schema = z.object({
  name: z.string().trim().min(1).max(120),
  language: z.enum(LANGUAGES),
  time_zone: z.string().min(1),
  currency: z.string().length(3),
});
type Values = z.input<typeof schema>;
const valuesOf = ({ name, language, time_zone, currency }: OrganizationDetails): Values => ({ name, language, time_zone, currency });

function DetailsCard({ found }: { found: Tagged<OrganizationDetails> }) {
  const { t, i18n } = useTranslation("settings");
  const organization = found.data;
  const change = useChangeOrganization();
  const form = useZodForm(schema, valuesOf(organization));
  useLeaveWarning(form.formState.isDirty);
  const zones = useMemo(() => timeZoneOptions(organization.time_zone, i18n.language), [organization.time_zone, i18n.language]);
  const currencies = useMemo(() => currencyOptions(organization.currency, i18n.language), [organization.currency, i18n.language]);
  const mayChange = organization.can.includes("organization:update");
  return (
    <Form
      form={form}
      aria-label={t("organization.title")}
      onSubmit={async (values) => {
        const kept = await change.mutateAsync({ ...values, etag: found.etag });
        form.reset(valuesOf(kept.data));
        toast(t("saved"));
      }}
    >
      <Card title={t("organization.title")} footer={mayChange && <SubmitButton whenDirty>{t("save")}</SubmitButton>}>
        {!mayChange && <Callout tone="neutral" className="mb-4">{t("organization.read_only")}</Callout>}
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField<Values, "name"> name="name" label={t("organization.name")} help={t("organization.name_help")} className="sm:col-span-2">
            {(field) => <Input {...field} readOnly={!mayChange} autoComplete="organization" />}
          </FormField>
          <FormField<Values, "language"> name="language" label={t("organization.language")} help={t("organization.language_help")}>
            {(field) => <Select label={t("organization.language")} disabled={!mayChange} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))} />}
          </FormField>
          <FormField<Values, "currency"> name="currency" label={t("organization.currency")} help={t("organization.currency_help")}>
            {(field) => <Combobox label={t("organization.currency")} disabled={!mayChange} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={currencies} />}
          </FormField>
          <FormField<Values, "time_zone"> name="time_zone" label={t("organization.time_zone")} help={t("organization.time_zone_help")} className="sm:col-span-2">
            {(field) => <Combobox label={t("organization.time_zone")} disabled={!mayChange} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={zones} />}
          </FormField>
          <Field label={t("organization.plan")}>
            <Input readOnly value={i18n.exists(`settings:plans.${organization.plan}`) ? t(`plans.${organization.plan}`) : organization.plan} />
          </Field>
          <Field label={t("organization.id")}>
            <CopyField value={organization.id} label={t("organization.id")} />
          </Field>
        </div>
        <div className="mt-4 empty:hidden">
          <FormError />
        </div>
      </Card>
    </Form>
  );
}
