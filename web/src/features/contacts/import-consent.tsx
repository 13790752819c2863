import { useTranslation } from "react-i18next";
import { Card } from "@/ui/card";
import { Checkbox } from "@/ui/checkbox";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { Select } from "@/ui/select";
import type { Agreed } from "./import-api";

interface AgreedCardProps {
  value: Agreed;
  onChange: (value: Agreed) => void;
  /** What the preview depends on is sent at once. */
  onSettle: (value: Agreed) => void;
}

/** What the people of the file agreed to: said once, by whoever imports it and answers for it. */
export function AgreedCard({ value, onChange, onSettle }: AgreedCardProps) {
  const { t } = useTranslation("contacts");
  const put = (part: Partial<Agreed>) => onChange({ ...value, ...part });
  const today = new Date().toISOString().slice(0, 10);
  return (
    <Card title={t("import.consent.title")} description={t("import.consent.about")}>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={t("import.consent.purpose")}>
          <Select label={t("import.consent.purpose")} value={value.purpose} onValueChange={(purpose) => put({ purpose })} options={(["marketing", "service"] as const).map((one) => ({ value: one, label: t(`consents.purpose.${one}`) }))} />
        </Field>
        <Field label={t("import.consent.channel")}>
          <Select label={t("import.consent.channel")} value={value.channel} onValueChange={(channel) => put({ channel })} options={(["call", "message", "email"] as const).map((one) => ({ value: one, label: t(`consents.channel.${one}`) }))} />
        </Field>
        <Field label={t("import.consent.given_on")} help={t("import.consent.given_on_help")}>
          <Input
            type="date"
            max={today}
            value={value.given_on ?? ""}
            onChange={(event) => {
              const next = { ...value, given_on: event.target.value || null };
              onChange(next);
              onSettle(next);
            }}
          />
        </Field>
        <Field label={t("import.consent.wording")} help={t("import.consent.wording_help")} className="sm:col-span-3">
          <Textarea rows={2} maxLength={2000} value={value.wording} onChange={(event) => put({ wording: event.target.value })} />
        </Field>
      </div>
      <div className="mt-4 space-y-3">
        <Checkbox checked={value.automated} onCheckedChange={(automated) => put({ automated })} label={t("import.consent.automated")} />
        <Checkbox checked={value.confirmed} onCheckedChange={(confirmed) => put({ confirmed })} label={t("import.consent.confirm")} description={t("import.consent.confirm_detail")} />
      </div>
    </Card>
  );
}
