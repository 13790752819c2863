import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import type { ScriptForm } from "./form";
import { ValuePairs } from "./pair-fields";

type Advanced = Pick<ScriptForm, "at" | "seed" | "variables">;

/** A moment as the browser's own field has it, in the browser's time zone; "" for none. */
function localText(at: string): string {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return "";
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What most scenarios leave as it is: when it takes place, by what it chooses, and what is known beforehand. */
export function AdvancedFields({ form, disabled, onChange }: { form: Advanced; disabled: boolean; onChange: (part: Partial<Advanced>) => void }) {
  const { t } = useTranslation("scenarios");
  // Open where something is set; afterwards it is whoever fills it in who opens and closes it.
  const [used] = useState(form.at !== "" || form.seed !== 0 || Object.keys(form.variables).length > 0);
  return (
    <details open={used || undefined}>
      <summary className="w-fit cursor-pointer text-sm font-medium">{t("sheet.advanced")}</summary>
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        <Field label={t("sheet.at")} help={t("sheet.at_help")} optional>
          <Input type="datetime-local" disabled={disabled} value={localText(form.at)} onChange={({ target }) => onChange({ at: target.value ? new Date(target.value).toISOString() : "" })} />
        </Field>
        <Field label={t("sheet.seed")} help={t("sheet.seed_help")}>
          <Input type="number" min={0} max={999_999} step={1} disabled={disabled} value={form.seed} onChange={({ target }) => onChange({ seed: Math.min(999_999, Math.max(0, Math.trunc(target.valueAsNumber || 0))) })} />
        </Field>
        <fieldset className="grid min-w-0 gap-2 sm:col-span-2">
          <legend className="mb-1 text-xs font-medium text-ink-2">{t("sheet.variables")}</legend>
          <ValuePairs label={t("sheet.variables")} add={t("sheet.add_variable")} begun={form.variables} disabled={disabled} onChange={(variables) => onChange({ variables })} />
          <p className="text-xs text-ink-3">{t("sheet.variables_help")}</p>
        </fieldset>
      </div>
    </details>
  );
}
