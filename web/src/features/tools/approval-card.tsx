import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { ChoiceCards } from "@/ui/choice-cards";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { type Approval, type Definition, NO_APPROVAL } from "./api";

interface Props {
  definition: Definition;
  onChange: (definition: Definition) => void;
  errors: Map<string, string>;
  disabled: boolean;
}

type Rule = Approval["rules"][number];
const COMPARISONS = ["more_than", "less_than", "equals", "differs"] as const;

/** Whether a person has to agree before it runs. */
export function ApprovalCard({ definition, onChange, errors, disabled }: Props) {
  const { t } = useTranslation("tools");
  const approval = definition.approval ?? NO_APPROVAL;
  const put = (patch: Partial<Approval>) => onChange({ ...definition, approval: { ...approval, ...patch } });
  const names = Object.keys(definition.parameters.properties ?? {});
  return (
    <Card title={t("approval.title")} description={t("approval.detail")}>
      <div className="space-y-4">
        <ChoiceCards
          label={t("approval.title")}
          className="sm:grid-cols-3"
          value={approval.when}
          onValueChange={(when) => put({ when, ...(when === "rule" && approval.rules.length === 0 ? { rules: [ruleOf(names)] } : {}) })}
          choices={(["never", "always", "rule"] as const).map((when) => ({ value: when, label: t(`approval.when.${when}`), description: t(`approval.when_detail.${when}`), disabled }))}
        />
        {approval.when === "rule" && <Rules rules={approval.rules} names={names} errors={errors} disabled={disabled} onChange={(rules) => put({ rules })} />}
        {approval.when !== "never" && (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label={t("approval.minutes")} help={t("approval.minutes_help")}>
                <Input type="number" min={1} max={1440} value={approval.minutes} disabled={disabled} onChange={(event) => put({ minutes: within(event.target.value, 1, 1440) })} />
              </Field>
              <Field label={t("approval.call_seconds")} help={t("approval.call_seconds_help")}>
                <Input type="number" min={5} max={60} value={approval.call_seconds} disabled={disabled} onChange={(event) => put({ call_seconds: within(event.target.value, 5, 60) })} />
              </Field>
            </div>
            <p className="text-xs text-ink-2">{t("approval.tests")}</p>
          </>
        )}
      </div>
    </Card>
  );
}

const ruleOf = (names: string[]): Rule => ({ argument: names[0] ?? "", comparison: "more_than", value: "" });

const within = (text: string, least: number, most: number): number => Math.min(most, Math.max(least, Math.round(Number(text)) || least));

function Rules({ rules, names, errors, disabled, onChange }: { rules: Rule[]; names: string[]; errors: Map<string, string>; disabled: boolean; onChange: (rules: Rule[]) => void }) {
  const { t } = useTranslation("tools");
  const put = (index: number, patch: Partial<Rule>) => onChange(rules.map((rule, at) => (at === index ? { ...rule, ...patch } : rule)));
  return (
    <div role="group" aria-label={t("approval.rules")} className="space-y-2">
      <p className="text-xs font-medium text-ink-2">{t("approval.rules")}</p>
      {rules.map((rule, index) => (
        <div key={index} className="flex flex-wrap items-center gap-2">
          <Select label={t("approval.argument", { number: index + 1 })} className="min-w-28 flex-1" disabled={disabled} value={rule.argument} onValueChange={(argument) => put(index, { argument })} options={[...new Set([...names, rule.argument])].filter(Boolean).map((name) => ({ value: name, label: name }))} />
          <Select label={t("approval.comparison", { number: index + 1 })} className="min-w-28 flex-1" disabled={disabled} value={rule.comparison} onValueChange={(comparison) => put(index, { comparison })} options={COMPARISONS.map((one) => ({ value: one, label: t(`approval.comparisons.${one}`) }))} />
          <Input aria-label={t("approval.value", { number: index + 1 })} className="min-w-20 flex-1" maxLength={200} autoComplete="off" aria-invalid={errors.has(`approval.rules.${index}.value`)} disabled={disabled} value={rule.value} onChange={(event) => put(index, { value: event.target.value })} />
          {!disabled && (
            <IconButton size="icon-sm" label={t("remove", { name: index + 1 })} onClick={() => onChange(rules.filter((_, at) => at !== index))}>
              <X aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {!disabled && rules.length < 10 && (
        <Button size="sm" variant="ghost" onClick={() => onChange([...rules, ruleOf(names)])}>
          <Plus aria-hidden />
          {t("approval.add")}
        </Button>
      )}
    </div>
  );
}
