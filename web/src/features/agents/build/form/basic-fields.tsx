import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useToolOption } from "@/features/trace";
import { Combobox } from "@/ui/combobox";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { useEditor } from "../editor";
import { variableName } from "../flow";
import { sourcesQuery } from "../node-kinds";

export interface FieldLook {
  label: string;
  help?: string | undefined;
}

/** A number within bounds. What is typed is kept as typed until it is left; empty is allowed where null is. */
export function NumberField({ label, help, value, onChange, minimum, maximum, integer, nullable, unit }: FieldLook & { value: unknown; onChange: (value: number | null) => void; minimum?: number | undefined; maximum?: number | undefined; integer?: boolean; nullable?: boolean; unit?: ReactNode }) {
  const { mayEdit } = useEditor();
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (typeof value === "number" ? String(value) : "");
  const leave = () => {
    if (typed === undefined) return;
    setTyped(undefined);
    if (typed.trim() === "") {
      if (nullable) onChange(null);
      return;
    }
    const number = Number(typed.replace(",", "."));
    if (!Number.isFinite(number)) return;
    const bounded = Math.min(maximum ?? Number.MAX_SAFE_INTEGER, Math.max(minimum ?? Number.MIN_SAFE_INTEGER, number));
    onChange(integer ? Math.round(bounded) : bounded);
  };
  return (
    <Field label={label} help={help} aside={unit}>
      <Input inputMode="decimal" readOnly={!mayEdit} value={shown} className="max-w-32 tabular-nums" onChange={(event) => setTyped(event.target.value)} onBlur={leave} onKeyDown={(event) => event.key === "Enter" && leave()} />
    </Field>
  );
}

/** A variable by name; one that nobody has used yet can be written. */
export function VariableField({ label, help, value, onChange, required }: FieldLook & { value: unknown; onChange: (name: string | null) => void; required?: boolean }) {
  const { t } = useTranslation("agents");
  const { variables, mayEdit } = useEditor();
  const current = typeof value === "string" ? value : "";
  const names = current && !variables.includes(current) ? [current, ...variables] : variables;
  const options = names.map((name) => ({ value: name, label: name }));
  return (
    <Field label={label} help={help}>
      <Combobox
        label={label}
        disabled={!mayEdit}
        className="font-mono text-xs"
        placeholder={t("form.no_variable")}
        value={current}
        onValueChange={(name) => onChange(name || null)}
        options={required || !current ? options : [{ value: "", label: t("form.no_variable") }, ...options]}
        onCreate={(typed) => {
          const name = variableName(typed);
          if (name) onChange(name);
        }}
      />
    </Field>
  );
}

export function VariablesField({ label, help, value, onChange }: FieldLook & { value: unknown; onChange: (names: string[]) => void }) {
  const { variables, mayEdit } = useEditor();
  const names = Array.isArray(value) ? (value as string[]) : [];
  return (
    <Field label={label} help={help}>
      <Combobox
        multiple
        label={label}
        disabled={!mayEdit}
        value={names}
        onValueChange={onChange}
        options={[...new Set([...variables.filter((name) => !name.startsWith("business.")), ...names])].map((name) => ({ value: name, label: name }))}
        onCreate={(typed) => {
          const name = variableName(typed);
          if (name && !names.includes(name)) onChange([...names, name]);
        }}
      />
    </Field>
  );
}

/** Words and phrases in the language that is shown, one a line. */
export function PhrasesField({ label, help, value, onChange, aside }: FieldLook & { value: unknown; onChange: (phrases: Record<string, string[]>) => void; aside?: ReactNode }) {
  const { t } = useTranslation("agents");
  const { language, mayEdit } = useEditor();
  const phrases = (value ?? {}) as Record<string, string[]>;
  const own = phrases[language] ?? [];
  return (
    <Field label={label} help={help} aside={aside}>
      <Combobox
        multiple
        label={label}
        disabled={!mayEdit}
        placeholder={t("form.add_phrase")}
        value={own}
        options={own.map((phrase) => ({ value: phrase, label: phrase }))}
        onValueChange={(next) => onChange({ ...phrases, [language]: next })}
        onCreate={(typed) => onChange({ ...phrases, [language]: [...own, typed.slice(0, 120)] })}
      />
    </Field>
  );
}

/** Values that are the same in every language. */
export function ValuesField({ label, help, limit, value, onChange }: FieldLook & { limit?: number | undefined; value: unknown; onChange: (values: string[]) => void }) {
  const { t } = useTranslation("agents");
  const { mayEdit } = useEditor();
  const own = Array.isArray(value) ? (value as string[]) : [];
  const add = (typed: string) => own.length < (limit ?? Infinity) && onChange([...own, typed.slice(0, 200)]);
  return (
    <Field label={label} help={help}>
      <Combobox multiple label={label} disabled={!mayEdit} placeholder={t("form.add_value")} value={own} options={own.map((one) => ({ value: one, label: one }))} onValueChange={onChange} onCreate={add} />
    </Field>
  );
}

export function ToolsField({ label, help, value, onChange }: FieldLook & { value: unknown; onChange: (names: string[]) => void }) {
  const { blueprint, mayEdit } = useEditor();
  const toolOption = useToolOption();
  const names = Array.isArray(value) ? (value as string[]) : [];
  const known = [...new Set([...blueprint.tools.map((tool) => tool.name), ...names])];
  return (
    <Field label={label} help={help}>
      <Combobox multiple label={label} disabled={!mayEdit} value={names} onValueChange={onChange} options={known.map(toolOption)} />
    </Field>
  );
}

export function ToolField({ label, help, value, onChange }: FieldLook & { value: unknown; onChange: (name: string) => void }) {
  const { t } = useTranslation("agents");
  const { blueprint, mayEdit } = useEditor();
  const toolOption = useToolOption();
  const current = typeof value === "string" ? value : "";
  const known = [...new Set([...blueprint.tools.map((tool) => tool.name), ...(current ? [current] : [])])];
  return (
    <Field label={label} help={known.length === 0 ? t("form.no_tools") : help}>
      <Select label={label} disabled={!mayEdit || known.length === 0} value={current} onValueChange={onChange} options={known.map(toolOption)} />
    </Field>
  );
}

/** Some of the agent's knowledge sources; none chosen means all of them. */
export function SourcesField({ label, help, value, onChange }: FieldLook & { value: unknown; onChange: (ids: string[]) => void }) {
  const { blueprint, mayEdit } = useEditor();
  const known = useQuery(sourcesQuery).data ?? [];
  const ids = Array.isArray(value) ? (value as string[]) : [];
  const nameOf = (id: string) => known.find((source) => source.id === id)?.name ?? blueprint.knowledge.find((source) => source.id === id)?.name ?? id;
  const all = [...new Set([...blueprint.knowledge.map((source) => source.id), ...ids])];
  return (
    <Field label={label} help={help}>
      <Combobox multiple label={label} disabled={!mayEdit} value={ids} onValueChange={onChange} options={all.map((id) => ({ value: id, label: nameOf(id) }))} />
    </Field>
  );
}

export function FlowField({ label, help, value, onChange }: FieldLook & { value: unknown; onChange: (id: string) => void }) {
  const { t } = useTranslation("agents");
  const { blueprint, mayEdit } = useEditor();
  return (
    <Field label={label} help={help}>
      <Select
        label={label}
        disabled={!mayEdit}
        placeholder={t("form.choose")}
        value={typeof value === "string" ? value : ""}
        onValueChange={onChange}
        options={blueprint.flows.map((flow) => ({ value: flow.id, label: flow.name || flow.id }))}
      />
    </Field>
  );
}

export function TextField({ label, help, value, onChange, maxLength, clean }: FieldLook & { value: unknown; onChange: (value: string) => void; maxLength?: number | undefined; clean?: (typed: string) => string }) {
  const { mayEdit } = useEditor();
  return (
    <Field label={label} help={help}>
      <Input readOnly={!mayEdit} value={typeof value === "string" ? value : ""} maxLength={maxLength} autoComplete="off" onChange={(event) => onChange(clean ? clean(event.target.value) : event.target.value)} />
    </Field>
  );
}
