import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Combobox } from "@/ui/combobox";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { useEditor } from "../editor";
import { variableName } from "../flow";

const OPERATORS = ["equals", "not_equals", "contains", "not_contains", "starts_with", "ends_with", "greater", "greater_or_equal", "less", "less_or_equal", "one_of", "not_one_of", "is_empty", "is_filled", "is_true", "is_false"] as const;
type Operator = (typeof OPERATORS)[number];
const KINDS = ["variable", "language", "hours", "all", "any", "not"] as const;
type Kind = (typeof KINDS)[number];

export type Condition =
  | { kind: "variable"; variable: string; operator: Operator; value: unknown }
  | { kind: "language"; languages: string[] }
  | { kind: "hours"; open: boolean }
  | { kind: "all" | "any"; conditions: Condition[] }
  | { kind: "not"; condition: Condition };

const BARE = new Set<Operator>(["is_empty", "is_filled", "is_true", "is_false"]);
const MANY = new Set<Operator>(["one_of", "not_one_of"]);
const DEEPEST = 3;

const shown = (value: unknown): string => (value === null || value === undefined ? "" : Array.isArray(value) ? value.join(", ") : String(value));
const read = (typed: string, operator: Operator): unknown => (MANY.has(operator) ? typed.split(",").map((part) => part.trimStart()) : typed);

/** When a way is taken: one test, or several put together. Nothing chosen is nothing asked for. */
export function ConditionField({ label, value, onChange }: { label: string; value: Condition | null | undefined; onChange: (value: Condition | null) => void }) {
  const { t } = useTranslation("agents");
  const { mayEdit, variables } = useEditor();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-ink-2">{label}</legend>
      {value ? (
        <ConditionRow value={value} onChange={onChange} onRemove={() => onChange(null)} depth={1} />
      ) : (
        <Button size="sm" variant="ghost" disabled={!mayEdit} onClick={() => onChange(firstTest(variables))}>
          <Plus aria-hidden />
          {t("condition.add")}
        </Button>
      )}
    </fieldset>
  );
}

const firstTest = (variables: string[]): Condition => ({ kind: "variable", variable: variables[0] ?? "answer", operator: "equals", value: "" });

function changed(kind: Kind, from: Condition, variables: string[], languages: string[]): Condition {
  if (kind === "language") return { kind, languages: languages.slice(0, 1) };
  if (kind === "hours") return { kind, open: true };
  if (kind === "not") return { kind, condition: from.kind === "not" ? from.condition : from };
  if (kind === "all" || kind === "any") return { kind, conditions: from.kind === "all" || from.kind === "any" ? from.conditions : [from] };
  return firstTest(variables);
}

function ConditionRow({ value, onChange, onRemove, depth }: { value: Condition; onChange: (value: Condition) => void; onRemove: () => void; depth: number }) {
  const { t } = useTranslation("agents");
  const formats = useFormats();
  const { variables, blueprint, mayEdit } = useEditor();
  const kinds = KINDS.filter((kind) => depth < DEEPEST || kind === value.kind || !["all", "any", "not"].includes(kind));
  return (
    <div className="space-y-1.5 rounded-s border border-line bg-bg p-2">
      <div className="flex items-center gap-1">
        <Select className="h-7 flex-1 text-xs" label={t("condition.kind")} disabled={!mayEdit} value={value.kind} onValueChange={(kind) => onChange(changed(kind, value, variables, blueprint.languages))} options={kinds.map((kind) => ({ value: kind, label: t(`condition.kinds.${kind}`) }))} />
        {mayEdit && (
          <IconButton size="icon-sm" label={t("condition.remove")} onClick={onRemove}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      {value.kind === "variable" && (
        <>
          <Combobox
            className="font-mono text-xs"
            label={t("form.variable")}
            disabled={!mayEdit}
            value={value.variable}
            onValueChange={(variable) => onChange({ ...value, variable })}
            onCreate={(typed) => {
              const variable = variableName(typed);
              if (variable) onChange({ ...value, variable });
            }}
            options={[...new Set([value.variable, ...variables])].map((name) => ({ value: name, label: name }))}
          />
          <Select label={t("condition.operator")} disabled={!mayEdit} value={value.operator} onValueChange={(operator) => onChange({ ...value, operator, value: BARE.has(operator) ? null : read(shown(value.value), operator) })} options={OPERATORS.map((operator) => ({ value: operator, label: t(`condition.operators.${operator}`) }))} />
          {!BARE.has(value.operator) && <Input aria-label={t("condition.value")} placeholder={MANY.has(value.operator) ? t("condition.values_hint") : t("condition.value")} readOnly={!mayEdit} value={shown(value.value)} maxLength={2_000} onChange={(event) => onChange({ ...value, value: read(event.target.value, value.operator) })} />}
        </>
      )}
      {value.kind === "language" && <Combobox multiple label={t("columns.languages")} disabled={!mayEdit} value={value.languages} onValueChange={(languages) => onChange({ ...value, languages })} options={blueprint.languages.map((code) => ({ value: code, label: formats.languageName(code) }))} />}
      {value.kind === "hours" && (
        <Select
          label={t("condition.kinds.hours")}
          disabled={!mayEdit}
          value={value.open ? "open" : "closed"}
          onValueChange={(now) => onChange({ ...value, open: now === "open" })}
          options={[
            { value: "open", label: t("condition.open") },
            { value: "closed", label: t("condition.closed") },
          ]}
        />
      )}
      {(value.kind === "all" || value.kind === "any") && (
        <>
          {value.conditions.map((one, index) => (
            <ConditionRow
              key={index}
              value={one}
              depth={depth + 1}
              onChange={(next) => onChange({ ...value, conditions: value.conditions.map((old, at) => (at === index ? next : old)) })}
              onRemove={() => onChange({ ...value, conditions: value.conditions.filter((_, at) => at !== index) })}
            />
          ))}
          <Button size="sm" variant="ghost" disabled={!mayEdit} onClick={() => onChange({ ...value, conditions: [...value.conditions, firstTest(variables)] })}>
            <Plus aria-hidden />
            {t("condition.add")}
          </Button>
        </>
      )}
      {value.kind === "not" && <ConditionRow value={value.condition} depth={depth + 1} onChange={(condition) => onChange({ ...value, condition })} onRemove={onRemove} />}
    </div>
  );
}
