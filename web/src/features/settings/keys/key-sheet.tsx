import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AgentsPicker } from "@/features/agent-picker";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { ChoiceCards } from "@/ui/choice-cards";
import { CopyField } from "@/ui/copy-field";
import { Sheet } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { type MadeKey, type Use, useMakeKey } from "./api";

const DAYS = ["30", "90", "180", "365"] as const;
const CHOICES = ["prove", "make", "read"] as const satisfies Use[];
const schema = z.object({ name: z.string().trim().min(1).max(60), use: z.enum(CHOICES), agent_ids: z.array(z.string()), days: z.enum(DAYS) });
type Values = z.input<typeof schema>;

/** Making a key: a few questions, and then the key itself, this one time. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<MadeKey>();
  return made ? <TheKey made={made} onClose={onClose} /> : <Questions onMade={setMade} onClose={onClose} />;
}

function Questions({ onMade, onClose }: { onMade: (made: MadeKey) => void; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const make = useMakeKey();
  const form = useZodForm(schema, { name: "", use: "prove", agent_ids: [], days: "90" });
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("keys.new")}
      description={t("keys.new_detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="key" loading={make.isPending}>
            {t("keys.make")}
          </Button>
        </>
      }
    >
      <Form id="key" form={form} aria-label={t("keys.new")} onSubmit={async (values) => onMade(await make.mutateAsync({ ...values, days: Number(values.days) }))}>
        <FormField<Values, "name"> name="name" label={t("keys.name")}>
          {(field) => <Input {...field} autoComplete="off" autoFocus placeholder={t("keys.name_example")} />}
        </FormField>
        <FormField<Values, "use"> name="use" label={t("keys.use")}>
          {(field) => (
            <ChoiceCards
              label={t("keys.use")}
              value={field.value}
              onValueChange={field.onChange}
              choices={CHOICES.map((value) => ({ value, label: t(`keys.uses.${value}`), description: t(`keys.uses_detail.${value}`) }))}
            />
          )}
        </FormField>
        {form.watch("use") !== "make" && (
          <FormField<Values, "agent_ids"> name="agent_ids" label={t("keys.agents")} help={t("keys.agents_help")} optional>
            {(field) => <AgentsPicker label={t("keys.agents")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} />}
          </FormField>
        )}
        <FormField<Values, "days"> name="days" label={t("keys.days")}>
          {(field) => <Select label={t("keys.days")} value={field.value} onValueChange={field.onChange} options={DAYS.map((value) => ({ value, label: t("keys.days_count", { count: Number(value) }) }))} />}
        </FormField>
        <FormError />
      </Form>
    </Sheet>
  );
}

function TheKey({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  const { t } = useTranslation("settings");
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={made.name}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t("keys.kept")}
        </Button>
      }
    >
      <div className="grid gap-4">
        <Callout tone="warn">{t("keys.once")}</Callout>
        <Field label={t("keys.key")} help={t("keys.key_help")}>
          <CopyField label={t("keys.key")} value={made.key} />
        </Field>
      </div>
    </Sheet>
  );
}
