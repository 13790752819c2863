import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tagged } from "@/api/client";
import { ApiError } from "@/api/errors";
import { useFormats } from "@/lib/locale";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Combobox } from "@/ui/combobox";
import { Sheet } from "@/ui/dialog";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input, Textarea } from "@/ui/input";
import { Select } from "@/ui/select";
import { toast } from "@/ui/toast";
import { type Contact, type ContactFields, ownersQuery, type StageId, tagsQuery, useChangeContact, useCreateContact } from "./api";
import { CustomFields, fromRows, toRows } from "./custom-fields";
import { useStages } from "./stages";

const FORM_ID = "contact";
const UNKNOWN = "none";
const LANGUAGES = ["es", "en", "pt", "fr", "de", "it", "ca"];
const row = z.object({ name: z.string().trim().max(60), value: z.string().max(500) });
const schema = z.object({
  name: z.string().trim().max(200),
  company: z.string().trim().max(200),
  phones: z.string().max(500),
  emails: z.string().max(2600),
  stage: z.enum(["new", "contacted", "interested", "booked", "won", "lost"]),
  owner_id: z.string(),
  score: z
    .string()
    .trim()
    .regex(/^(100|\d{1,2})?$/),
  source: z.string().trim().max(80),
  language: z.string(),
  country: z
    .string()
    .trim()
    .regex(/^([A-Za-z]{2})?$/),
  region: z.string().trim().max(7),
  time_zone: z.string().trim().max(64),
  tags: z.array(z.string()).max(20),
  interest: z.string().trim().max(2000),
  custom: z.array(row).max(50),
});
type Values = z.input<typeof schema>;

const lines = (text: string): string[] =>
  text
    .split(/[\n;,]/)
    .map((one) => one.trim())
    .filter(Boolean);

/** "phones.1" is the second line of one box. */
function atBox(error: unknown): unknown {
  if (!(error instanceof ApiError) || typeof error.problem.field !== "string") return error;
  return new ApiError({ ...error.problem, errors: [{ field: error.problem.field.split(".")[0] ?? "", code: error.code, detail: error.problem.detail ?? "" }] });
}

interface Twin {
  id: string;
  name: string;
}
const twinOf = (error: unknown): Twin | undefined => {
  if (!(error instanceof ApiError) || error.code !== "contact_exists") return undefined;
  const { contact, name } = (error.problem.data ?? {}) as { contact?: string; name?: string };
  return contact ? { id: contact, name: name ?? "" } : undefined;
};

/** A new contact, or with `known` one that is changed. */
export function ContactForm({ known, onClose }: { known?: Tagged<Contact>; onClose: () => void }) {
  const { t } = useTranslation("contacts");
  const formats = useFormats();
  const navigate = useNavigate();
  const { stages } = useStages();
  const owners = useQuery(ownersQuery).data ?? [];
  const tags = useQuery(tagsQuery).data ?? [];
  const create = useCreateContact();
  const change = useChangeContact(known?.data.id ?? "");
  const [twin, setTwin] = useState<Twin>();
  const one = known?.data;
  const form = useZodForm(schema, {
    name: one?.name ?? "",
    company: one?.company ?? "",
    phones: one?.phones.join("\n") ?? "",
    emails: one?.emails.join("\n") ?? "",
    stage: one?.stage ?? "new",
    owner_id: one?.owner?.id ?? UNKNOWN,
    score: one?.score?.toString() ?? "",
    source: one?.source ?? "",
    language: one?.language || UNKNOWN,
    country: one?.country ?? "",
    region: one?.region ?? "",
    time_zone: one?.time_zone ?? "",
    tags: one?.tags ?? [],
    interest: one?.interest ?? "",
    custom: toRows(one?.custom ?? {}),
  });
  const title = one ? t("form.edit", { name: one.name }) : t("new");
  const submit = async (values: z.output<typeof schema>) => {
    setTwin(undefined);
    const fields: ContactFields = {
      ...values,
      phones: lines(values.phones),
      emails: lines(values.emails),
      owner_id: values.owner_id === UNKNOWN ? null : values.owner_id,
      score: values.score === "" ? null : Number(values.score),
      language: values.language === UNKNOWN ? "" : values.language,
      country: values.country.toUpperCase(),
      region: values.region.toUpperCase(),
      custom: fromRows(values.custom, one?.custom ?? {}),
    };
    try {
      if (known) {
        await change.mutateAsync({ ...fields, etag: known.etag });
        toast(t("form.saved"));
        onClose();
      } else {
        const made = await create.mutateAsync(fields);
        toast(t("form.created", { name: made.name }));
        await navigate({ to: "/contacts/$contactId", params: { contactId: made.id } });
      }
    } catch (error) {
      setTwin(twinOf(error));
      throw atBox(error);
    }
  };
  return (
    <Sheet
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={one ? undefined : t("form.about")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form={FORM_ID} loading={create.isPending || change.isPending}>
            {one ? t("save") : t("form.create")}
          </Button>
        </>
      }
    >
      <Form id={FORM_ID} form={form} aria-label={title} onSubmit={submit}>
        {twin && (
          <Callout
            tone="warn"
            title={t("form.twin", { name: twin.name })}
            action={
              <Link to="/contacts/$contactId" params={{ contactId: twin.id }} className="shrink-0 font-medium underline underline-offset-2">
                {t("form.open_twin")}
              </Link>
            }
          />
        )}
        <FormField<Values, "name"> name="name" label={t("columns.name")}>
          {(field) => <Input {...field} autoFocus autoComplete="off" />}
        </FormField>
        <FormField<Values, "company"> name="company" label={t("columns.company")} optional>
          {(field) => <Input {...field} autoComplete="off" />}
        </FormField>
        <FormField<Values, "phones"> name="phones" label={t("form.phones")} help={t("form.phones_help")}>
          {(field) => <Textarea {...field} rows={1} className="min-h-8" inputMode="tel" />}
        </FormField>
        <FormField<Values, "emails"> name="emails" label={t("form.emails")} help={t("form.emails_help")}>
          {(field) => <Textarea {...field} rows={1} className="min-h-8" inputMode="email" />}
        </FormField>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField<Values, "stage"> name="stage" label={t("columns.stage")}>
            {(field) => <Select<StageId> label={t("columns.stage")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={stages.map(({ id, name }) => ({ value: id, label: name }))} />}
          </FormField>
          <FormField<Values, "owner_id"> name="owner_id" label={t("columns.owner")}>
            {(field) => <Select label={t("columns.owner")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={[{ value: UNKNOWN, label: t("owner.none") }, ...owners.map(({ id, name }) => ({ value: id, label: name }))]} />}
          </FormField>
          <FormField<Values, "source"> name="source" label={t("columns.source")} help={t("form.source_help")}>
            {(field) => <Input {...field} autoComplete="off" />}
          </FormField>
          <FormField<Values, "score"> name="score" label={t("columns.score")} help={t("form.score_help")}>
            {(field) => <Input {...field} inputMode="numeric" />}
          </FormField>
        </div>
        <FormField<Values, "tags"> name="tags" label={t("columns.tags")}>
          {(field) => (
            <Combobox
              multiple
              label={t("columns.tags")}
              placeholder={t("form.tags_placeholder")}
              value={field.value}
              onValueChange={field.onChange}
              onBlur={field.onBlur}
              options={[...new Set([...tags, ...field.value])].map((value) => ({ value, label: value }))}
              onCreate={(text) => field.onChange([...field.value, text.slice(0, 40)])}
            />
          )}
        </FormField>
        <FormField<Values, "interest"> name="interest" label={t("columns.interest")} help={t("form.interest_help")}>
          {(field) => <Textarea {...field} rows={2} />}
        </FormField>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField<Values, "language"> name="language" label={t("columns.language")}>
            {(field) => (
              <Select
                label={t("columns.language")}
                value={field.value}
                onValueChange={field.onChange}
                onBlur={field.onBlur}
                options={[{ value: UNKNOWN, label: t("unknown") }, ...[...new Set([...LANGUAGES, ...(one?.language ? [one.language] : [])])].map((value) => ({ value, label: formats.languageName(value) }))]}
              />
            )}
          </FormField>
          <FormField<Values, "time_zone"> name="time_zone" label={t("columns.time_zone")} help={t("form.time_zone_help")}>
            {(field) => <Input {...field} autoComplete="off" />}
          </FormField>
          <FormField<Values, "country"> name="country" label={t("columns.country")} help={t("form.country_help")}>
            {(field) => <Input {...field} maxLength={2} autoComplete="off" />}
          </FormField>
          <FormField<Values, "region"> name="region" label={t("columns.region")} help={t("form.region_help")}>
            {(field) => <Input {...field} maxLength={7} autoComplete="off" />}
          </FormField>
        </div>
        <CustomFields />
        <FormError />
      </Form>
    </Sheet>
  );
}
