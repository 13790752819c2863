import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { argumentName, type ArgumentRow, TYPES } from "./arguments";

/** What the agent has to find out before it can call. */
export function ArgumentList({ rows, onChange, disabled }: { rows: ArgumentRow[]; onChange: (rows: ArgumentRow[]) => void; disabled: boolean }) {
  const { t } = useTranslation("tools");
  const put = (index: number, patch: Partial<ArgumentRow>) => onChange(rows.map((row, at) => (at === index ? { ...row, ...patch } : row)));
  return (
    <div className="space-y-3">
      {rows.map((row, index) => (
        <div key={index} className="space-y-2 rounded-m border border-line p-3">
          <div className="flex items-center gap-2">
            <Input aria-label={t("arguments.name", { number: index + 1 })} placeholder={t("arguments.name_example")} className="min-w-0 flex-1 font-mono text-xs" value={row.name} disabled={disabled} spellCheck={false} autoComplete="off" onChange={(event) => put(index, { name: argumentName(event.target.value) })} />
            <Select className="w-32" label={t("arguments.type", { number: index + 1 })} disabled={disabled} value={row.type || "string"} onValueChange={(type) => put(index, { type })} options={TYPES.map((value) => ({ value, label: t(`types.${value}`) }))} />
            {!disabled && (
              <IconButton size="icon-sm" label={t("remove", { name: row.name || index + 1 })} onClick={() => onChange(rows.filter((_, at) => at !== index))}>
                <X aria-hidden />
              </IconButton>
            )}
          </div>
          <Input aria-label={t("arguments.description", { number: index + 1 })} placeholder={t("arguments.description_example")} value={row.description} maxLength={500} disabled={disabled} onChange={(event) => put(index, { description: event.target.value })} />
          <Checkbox label={t("arguments.required")} checked={row.required} disabled={disabled} onCheckedChange={(on) => put(index, { required: on === true })} />
        </div>
      ))}
      {!disabled && rows.length < 50 && (
        <Button size="sm" variant="ghost" onClick={() => onChange([...rows, { name: "", type: "string", description: "", required: true, rest: {} }])}>
          <Plus aria-hidden />
          {t("arguments.add")}
        </Button>
      )}
    </div>
  );
}
