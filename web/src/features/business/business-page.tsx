import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tagged } from "@/api/client";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Combobox } from "@/ui/combobox";
import { ErrorState } from "@/ui/error-state";
import { Form, FormError, FormField, SubmitButton, useLeaveWarning, useZodForm } from "@/ui/form";
import { Input, Textarea } from "@/ui/input";
import { Section } from "@/ui/section-layout";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { industriesQuery, PAYMENT_METHODS, type Profile, profileQuery, type RecordKind, useChangeProfile, useSetHours } from "./api";
import { HolidaysCard } from "./holidays-card";
import { HoursEditor } from "./hours-editor";
import { RecordCard } from "./record-card";
import { weekHasFault } from "./week";

const LISTS: RecordKind[] = ["offerings", "special-days", "staff", "locations", "policies"];

export function BusinessPage() {
  const { t } = useTranslation("business");
  const found = useQuery(profileQuery);
  const profile = found.data?.data;
  const mayChange = profile?.can.includes("business:update") ?? false;
  return (
    <Section title={t("title")} description={t("about")}>
      {found.isPending && (
        <Card>
          <SkeletonText lines={10} />
        </Card>
      )}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && profile && (
        <>
          <ProfileCard found={found.data} mayChange={mayChange} />
          <HoursCard key={JSON.stringify(profile.hours)} found={found.data} mayChange={mayChange} />
          <HolidaysCard key={`${profile.public_holidays} ${profile.country} ${profile.subdivision}`} found={found.data} mayChange={mayChange} />
          {LISTS.map((kind) => (
            <RecordCard key={kind} kind={kind} mayChange={mayChange} currency={profile.currency} />
          ))}
        </>
      )}
    </Section>
  );
}

const schema = z.object({
  name: z.string().trim().min(1).max(120),
  industry: z.string(),
  description: z.string().max(2000),
  phone: z.string().max(40),
  email: z.union([z.literal(""), z.email()]),
  website: z.union([z.literal(""), z.url()]),
  address: z.string().max(300),
  payment_methods: z.array(z.string()).max(30),
});
type Values = z.input<typeof schema>;
const valuesOf = (profile: Profile): Values => ({
  name: profile.name,
  industry: profile.industry,
  description: profile.description,
  phone: profile.phone,
  email: profile.email,
  website: profile.website,
  address: profile.address,
  payment_methods: profile.payment_methods,
});

function ProfileCard({ found, mayChange }: { found: Tagged<Profile>; mayChange: boolean }) {
  const { t, i18n } = useTranslation("business");
  const change = useChangeProfile();
  const industries = useQuery(industriesQuery).data ?? [];
  const form = useZodForm(schema, valuesOf(found.data));
  useLeaveWarning(form.formState.isDirty);
  const usual = PAYMENT_METHODS.map((value) => ({ value: value as string, label: t(`payment_methods.${value}`) }));
  const own = form.watch("payment_methods").filter((text) => !usual.some(({ value }) => value === text));
  return (
    <Form
      form={form}
      aria-label={t("profile.title")}
      onSubmit={async (values) => {
        const kept = await change.mutateAsync({ ...values, etag: found.etag });
        form.reset(valuesOf(kept.data));
        toast(t("saved"));
      }}
    >
      <Card title={t("profile.title")} footer={mayChange && <SubmitButton whenDirty>{t("save")}</SubmitButton>}>
        <fieldset disabled={!mayChange} className="grid gap-4 sm:grid-cols-2">
          <FormField<Values, "name"> name="name" label={t("profile.name")}>
            {(field) => <Input {...field} autoComplete="organization" />}
          </FormField>
          <FormField<Values, "industry"> name="industry" label={t("profile.industry")}>
            {(field) => <Select label={t("profile.industry")} disabled={!mayChange} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={industries.map(({ key, name }) => ({ value: key, label: name[i18n.language] ?? key }))} />}
          </FormField>
          <FormField<Values, "description"> name="description" label={t("profile.description")} help={t("profile.description_help")} optional className="sm:col-span-2">
            {(field) => <Textarea {...field} />}
          </FormField>
          <FormField<Values, "phone"> name="phone" label={t("profile.phone")} optional>
            {(field) => <Input {...field} type="tel" placeholder="+34 910 000 000" />}
          </FormField>
          <FormField<Values, "email"> name="email" label={t("profile.email")} optional>
            {(field) => <Input {...field} type="email" />}
          </FormField>
          <FormField<Values, "website"> name="website" label={t("profile.website")} optional>
            {(field) => <Input {...field} type="url" placeholder="https://" />}
          </FormField>
          <FormField<Values, "address"> name="address" label={t("profile.address")} optional>
            {(field) => <Input {...field} />}
          </FormField>
          <FormField<Values, "payment_methods"> name="payment_methods" label={t("profile.payment")} optional className="sm:col-span-2">
            {(field) => (
              <Combobox
                multiple
                disabled={!mayChange}
                label={t("profile.payment")}
                value={field.value}
                onValueChange={field.onChange}
                onCreate={(text) => field.onChange([...field.value, text])}
                onBlur={field.onBlur}
                options={[...usual, ...own.map((text) => ({ value: text, label: text }))]}
              />
            )}
          </FormField>
        </fieldset>
        <div className="mt-4 empty:hidden">
          <FormError />
        </div>
      </Card>
    </Form>
  );
}

function HoursCard({ found, mayChange }: { found: Tagged<Profile>; mayChange: boolean }) {
  const { t } = useTranslation("business");
  const set = useSetHours();
  const showError = useToastError();
  const [week, setWeek] = useState(found.data.hours);
  const dirty = week !== found.data.hours;
  useLeaveWarning(dirty);
  const save = async () => {
    try {
      await set.mutateAsync({ hours: week, etag: found.etag });
      toast(t("saved"));
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Card
      title={t("hours.title")}
      description={t("hours.detail", { zone: found.data.time_zone })}
      footer={
        mayChange && (
          <>
            {dirty && <Button onClick={() => setWeek(found.data.hours)}>{t("discard")}</Button>}
            <Button variant="primary" disabled={!dirty || weekHasFault(week)} loading={set.isPending} onClick={() => void save()}>
              {t("save")}
            </Button>
          </>
        )
      }
    >
      <HoursEditor week={week} onChange={setWeek} disabled={!mayChange} />
    </Card>
  );
}
