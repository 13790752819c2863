import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/button";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import type { Check } from "./api";
import { MOST_LINES } from "./form";
import { ValuePairs } from "./pair-fields";
import { BOUNDS, CHECK_KINDS, emptyCheck, ENDINGS } from "./script";

/** One check: what kind it is, and what it looks for. */
export function CheckFields({ check, disabled, onChange, onRemove }: { check: Check; disabled: boolean; onChange: (check: Check) => void; onRemove: (() => void) | undefined }) {
  const { t } = useTranslation("scenarios");
  return (
    <div className="flex flex-wrap items-start gap-2 rounded-m border border-line p-2.5 sm:flex-nowrap">
      <Select
        className="w-52 max-w-full shrink-0"
        label={t("sheet.kind")}
        disabled={disabled}
        value={check.kind}
        onValueChange={(kind) => kind !== check.kind && onChange(emptyCheck(kind))}
        options={CHECK_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <div className="flex min-w-0 flex-1 flex-wrap gap-2">
        <What check={check} disabled={disabled} onChange={onChange} />
      </div>
      {onRemove && !disabled && (
        <IconButton label={t("sheet.remove")} onClick={onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

function What({ check, disabled, onChange }: { check: Check; disabled: boolean; onChange: (check: Check) => void }) {
  const { t } = useTranslation("scenarios");
  const input = (label: string, value: string, change: (value: string) => Check) => (
    <Input aria-label={label} placeholder={label} className="min-w-32 flex-1" maxLength={2000} disabled={disabled} value={value} onChange={({ target }) => onChange(change(target.value))} />
  );
  switch (check.kind) {
    case "said":
      return (
        <>
          {input(t("field.words"), check.text, (text) => ({ ...check, text }))}
          <Input
            aria-label={t("field.after")}
            title={t("field.after")}
            placeholder={t("field.after")}
            className="w-72 max-w-full"
            type="number"
            min={0}
            max={MOST_LINES}
            step={1}
            disabled={disabled}
            value={check.step ?? ""}
            onChange={({ target }) => onChange({ ...check, step: target.value === "" ? null : Math.min(MOST_LINES, Math.max(0, Math.trunc(target.valueAsNumber))) })}
          />
        </>
      );
    case "not_said":
      return input(t("field.words"), check.text, (text) => ({ ...check, text }));
    case "rubric":
      return input(t("field.rubric"), check.text, (text) => ({ ...check, text }));
    case "tool_called":
      return (
        <>
          {input(t("field.tool"), check.tool, (tool) => ({ ...check, tool }))}
          <div className="w-full">
            <ValuePairs label={t("sheet.arguments")} add={t("sheet.add_argument")} begun={check.arguments} disabled={disabled} onChange={(told) => onChange({ ...check, arguments: told })} />
          </div>
        </>
      );
    case "tool_not_called":
      return input(t("field.tool"), check.tool, (tool) => ({ ...check, tool }));
    case "variable":
      return (
        <>
          {input(t("field.variable"), check.name, (name) => ({ ...check, name }))}
          {input(t("field.value"), check.value, (value) => ({ ...check, value }))}
        </>
      );
    case "ends":
      return (
        <>
          <Select className="w-48" label={t("field.how")} disabled={disabled} value={check.how} onValueChange={(how) => onChange({ ...check, how })} options={ENDINGS.map((value) => ({ value, label: t(`ending.${value}`) }))} />
          {input(t("field.outcome"), check.outcome, (outcome) => ({ ...check, outcome }))}
        </>
      );
    case "at_most":
      return (
        <>
          <Select className="w-48" label={t("field.what")} disabled={disabled} value={check.what} onValueChange={(what) => onChange({ ...check, what })} options={BOUNDS.map((value) => ({ value, label: t(`bound.${value}`) }))} />
          <Input
            aria-label={t("field.limit")}
            className="w-28"
            type="number"
            min={0}
            step="any"
            disabled={disabled}
            value={check.what === "cost" ? check.limit / 1_000_000 : check.limit}
            onChange={({ target }) => onChange({ ...check, limit: Math.max(0, target.valueAsNumber || 0) * (check.what === "cost" ? 1_000_000 : 1) })}
          />
        </>
      );
  }
}
