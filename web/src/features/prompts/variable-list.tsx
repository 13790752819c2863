import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { variablesIn } from "@/features/prompt-text";
import { Button, IconButton } from "@/ui/button";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import type { Content, Variable } from "./api";

const KINDS = ["text", "number", "date", "yes_no"] as const;

/** The prompt's own variables: what each is, and a value to see the prompt with. */
export function VariableList({ content, given, inherited, onChange, disabled }: { content: Content; given: (name: string) => boolean; inherited: Variable[]; onChange: (variables: Variable[]) => void; disabled: boolean }) {
  const { t } = useTranslation("prompts");
  const known = new Set(content.variables.map(({ name }) => name));
  const missing = variablesIn(content.text).filter((name) => !known.has(name) && !given(name) && !inherited.some((one) => one.name === name));
  const change = (index: number, patch: Partial<Variable>) => onChange(content.variables.map((one, at) => (at === index ? { ...one, ...patch } : one)));
  const theirs = inherited.filter(({ name }) => !known.has(name));
  return (
    <div className="space-y-4">
      <p className="text-xs text-ink-2">{t("variables.detail")}</p>
      {missing.length > 0 && !disabled && (
        <div className="flex flex-wrap gap-1.5">
          {missing.map((name) => (
            <Button key={name} size="sm" onClick={() => onChange([...content.variables, { name, kind: "text", sample: "", description: "" }])}>
              <Plus aria-hidden />
              {t("variables.declare", { name })}
            </Button>
          ))}
        </div>
      )}
      {content.variables.length === 0 && missing.length === 0 && <p className="text-sm text-ink-3">{t("variables.none")}</p>}
      <ul className="space-y-3">
        {content.variables.map((one, index) => (
          <li key={index} className="space-y-2 rounded-m border border-line p-3">
            <div className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate font-mono text-xs font-medium">{one.name}</span>
              {!disabled && (
                <IconButton size="icon-sm" label={t("variables.remove", { name: one.name })} onClick={() => onChange(content.variables.filter((_, at) => at !== index))}>
                  <X aria-hidden />
                </IconButton>
              )}
            </div>
            <div className="grid grid-cols-[7rem_1fr] gap-2">
              <Select label={t("variables.kind", { name: one.name })} value={one.kind} disabled={disabled} onValueChange={(kind) => change(index, { kind })} options={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))} />
              <Input aria-label={t("variables.sample", { name: one.name })} placeholder={t(`samples.${one.kind}`)} value={one.sample} maxLength={500} readOnly={disabled} autoComplete="off" onChange={(event) => change(index, { sample: event.target.value })} />
            </div>
            <Input aria-label={t("variables.description", { name: one.name })} placeholder={t("variables.description_help")} value={one.description} maxLength={200} readOnly={disabled} autoComplete="off" onChange={(event) => change(index, { description: event.target.value })} />
          </li>
        ))}
      </ul>
      {theirs.length > 0 && (
        <Field label={t("variables.inherited")}>
          <p className="font-mono text-xs text-ink-2">{theirs.map(({ name }) => name).join(", ")}</p>
        </Field>
      )}
    </div>
  );
}
