import { Plus, X } from "lucide-react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Input } from "@/ui/input";
import type { CustomValue } from "./api";

export interface CustomRow {
  name: string;
  value: string;
}

export const toRows = (custom: Record<string, CustomValue>): CustomRow[] => Object.entries(custom).map(([name, value]) => ({ name, value: String(value) }));

/** As they were typed; what was not touched keeps its kind. */
export const fromRows = (rows: CustomRow[], before: Record<string, CustomValue>): Record<string, CustomValue> =>
  Object.fromEntries(
    rows.filter(({ name }) => name.trim() !== "").map(({ name, value }) => {
      const old = before[name.trim()];
      return [name.trim(), old !== undefined && String(old) === value ? old : value];
    }),
  );

/** The organization's own fields of a contact, as pairs of a name and a value. */
export function CustomFields() {
  const { t } = useTranslation("contacts");
  const { register } = useFormContext<{ custom: CustomRow[] }>();
  const { fields, append, remove } = useFieldArray<{ custom: CustomRow[] }>({ name: "custom" });
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-ink-2">{t("custom.title")}</legend>
      <ul className="space-y-2">
        {fields.map((field, index) => (
          <li key={field.id} className="flex items-center gap-2">
            <Input {...register(`custom.${index}.name`)} maxLength={60} aria-label={t("custom.name")} placeholder={t("custom.name")} />
            <Input {...register(`custom.${index}.value`)} maxLength={500} aria-label={t("custom.value")} placeholder={t("custom.value")} />
            <IconButton size="icon-sm" label={t("custom.remove")} onClick={() => remove(index)}>
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      {fields.length < 50 && (
        <Button size="sm" variant="ghost" className="mt-1" onClick={() => append({ name: "", value: "" })}>
          <Plus aria-hidden />
          {t("custom.add")}
        </Button>
      )}
    </fieldset>
  );
}
