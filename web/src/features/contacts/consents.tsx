import { ShieldCheck, ShieldX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { EmptyState } from "@/ui/empty-state";
import { Form, FormError, FormField, SubmitButton, useZodForm } from "@/ui/form";
import { Input, Textarea } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { Moment } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Consent, type Contact, useAddConsent, useWithdrawConsent } from "./api";

/** What a contact agreed to. Consents are proof: they are added and withdrawn, never changed. */
export function Consents({ one }: { one: Contact }) {
  const { t } = useTranslation("contacts");
  const showError = useToastError();
  const withdraw = useWithdrawConsent(one.id);
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Consent>();
  const mayChange = one.can.includes("contact:update");
  return (
    <div className="space-y-4 px-5 py-4">
      {one.consents.length === 0 && !adding && <EmptyState compact icon={<ShieldCheck aria-hidden />} title={t("consents.none")} description={t("consents.none_detail")} />}
      <ul className="space-y-2">
        {one.consents.map((consent) => (
          <li key={consent.id} className="rounded-m border border-line px-3 py-2.5">
            <div className="flex flex-wrap items-center gap-2">
              {consent.withdrawn_at ? <ShieldX aria-hidden className="size-4 text-bad" /> : <ShieldCheck aria-hidden className="size-4 text-good" />}
              <p className="min-w-0 flex-1 text-sm font-medium">
                {t(`consents.purpose.${consent.purpose}`)} · {t(`consents.channel.${consent.channel}`)}
              </p>
              {consent.automated && <Pill tone="info">{t("consents.automated_short")}</Pill>}
              {consent.withdrawn_at && <Pill tone="bad">{t("consents.withdrawn")}</Pill>}
            </div>
            <p className="mt-1 text-xs text-ink-2">
              {t("consents.given")} <Moment value={consent.given_at} /> · {consent.source}
              {consent.recorded_by && ` · ${consent.recorded_by}`}
            </p>
            {consent.wording && <p className="mt-1 text-xs break-words whitespace-pre-wrap text-ink-2">«{consent.wording}»</p>}
            {consent.withdrawn_at && (
              <p className="mt-1 text-xs text-bad">
                {t("consents.withdrawn_at")} <Moment value={consent.withdrawn_at} />
              </p>
            )}
            {!consent.withdrawn_at && mayChange && (
              <Button size="sm" variant="ghost" className="mt-1 -ml-2.5" onClick={() => setLeaving(consent)}>
                {t("consents.withdraw")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (adding ? <NewConsent id={one.id} onClose={() => setAdding(false)} /> : <Button onClick={() => setAdding(true)}>{t("consents.add")}</Button>)}
      <ConfirmDialog
        open={leaving !== undefined}
        onOpenChange={(open) => !open && setLeaving(undefined)}
        title={t("consents.withdraw_title")}
        action={t("consents.withdraw")}
        destructive
        onConfirm={async () => {
          if (!leaving) return;
          try {
            await withdraw.mutateAsync(leaving.id);
            toast(t("consents.withdrawn_done"));
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("consents.withdraw_detail")}
      </ConfirmDialog>
    </div>
  );
}

const schema = z.object({
  purpose: z.enum(["marketing", "service"]),
  channel: z.enum(["call", "message", "email"]),
  source: z.string().trim().min(1).max(200),
  wording: z.string().trim().max(2000),
  automated: z.boolean(),
});
type Values = z.input<typeof schema>;

function NewConsent({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("contacts");
  const add = useAddConsent(id);
  const form = useZodForm(schema, { purpose: "marketing", channel: "call", source: "", wording: "", automated: false });
  return (
    <Form
      form={form}
      aria-label={t("consents.add")}
      className="rounded-m border border-line p-3"
      onSubmit={async (values) => {
        await add.mutateAsync(values);
        toast(t("consents.added"));
        onClose();
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField<Values, "purpose"> name="purpose" label={t("consents.for")}>
          {(field) => <Select label={t("consents.for")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={(["marketing", "service"] as const).map((value) => ({ value, label: t(`consents.purpose.${value}`) }))} />}
        </FormField>
        <FormField<Values, "channel"> name="channel" label={t("consents.by")}>
          {(field) => <Select label={t("consents.by")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={(["call", "message", "email"] as const).map((value) => ({ value, label: t(`consents.channel.${value}`) }))} />}
        </FormField>
      </div>
      <FormField<Values, "source"> name="source" label={t("consents.where")} help={t("consents.where_help")}>
        {(field) => <Input {...field} autoFocus autoComplete="off" />}
      </FormField>
      <FormField<Values, "wording"> name="wording" label={t("consents.wording")} optional>
        {(field) => <Textarea {...field} rows={2} />}
      </FormField>
      <FormField<Values, "automated"> name="automated" label={t("consents.automated")} hideLabel>
        {(field) => <Checkbox label={t("consents.automated")} description={t("consents.automated_detail")} checked={field.value} onCheckedChange={field.onChange} />}
      </FormField>
      <FormError />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("cancel")}</Button>
        <SubmitButton>{t("consents.add")}</SubmitButton>
      </div>
    </Form>
  );
}
