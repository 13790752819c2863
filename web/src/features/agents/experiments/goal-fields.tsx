import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { useMay } from "@/api/session";
import { useToolOption } from "@/features/trace";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import type * as schema from "@/api/generated/schema";
import type { GoalKind } from "./api";
import { GOALS, MARGINS, type Wanted } from "./plan";

/** Goals that have a row of their own: they need to know nothing more, or much. */
const ALONE: ReadonlySet<GoalKind> = new Set<GoalKind>(["resolved", "alone", "rating", "tool"]);

/** What counts as success, with what each kind of it needs to know. `tools` are those that the agent may call. */
export function GoalFields({ wanted, tools, disabled, onChange }: { wanted: Wanted; tools: readonly string[]; disabled: boolean; onChange: (change: Partial<Wanted>) => void }) {
  const { t, i18n } = useTranslation("experiments");
  const mayReadContacts = useMay("contact:read");
  const stages = useQuery({ queryKey: ["contacts", "stages", i18n.language], queryFn: async ({ signal }) => (await api.get<schema.StageList>("/contacts/stages", { signal })).items, staleTime: Number.POSITIVE_INFINITY, enabled: mayReadContacts }).data ?? [];
  const toolOption = useToolOption();
  const names = [...new Set([...tools, wanted.tool])].filter(Boolean);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("sheet.goal")} help={t(`goal_help.${wanted.goal}`)} className={ALONE.has(wanted.goal) ? "sm:col-span-2" : ""}>
        <Select label={t("sheet.goal")} disabled={disabled} value={wanted.goal} onValueChange={(goal) => onChange({ goal, margin: MARGINS[goal], days: goal === "tool" ? "0" : "14", tool: wanted.tool || (tools[0] ?? "") })} options={GOALS.map((value) => ({ value, label: t(`goal_name.${value}`) }))} />
      </Field>
      {wanted.goal === "outcome" && (
        <Field label={t("sheet.outcomes")} help={t("sheet.outcomes_help")}>
          <Input disabled={disabled} maxLength={400} value={wanted.outcomes} onChange={({ target }) => onChange({ outcomes: target.value })} />
        </Field>
      )}
      {wanted.goal === "rated" && (
        <Field label={t("sheet.least")}>
          <Input type="number" min={2} max={5} disabled={disabled} value={wanted.least} onChange={({ target }) => onChange({ least: target.value })} />
        </Field>
      )}
      {wanted.goal === "stage" && (
        <div className="grid grid-cols-2 gap-4">
          <Field label={t("sheet.stage")}>
            <Select label={t("sheet.stage")} disabled={disabled} value={wanted.stage} onValueChange={(stage) => onChange({ stage })} options={stages.length > 0 ? stages.map(({ id, name }) => ({ value: id, label: name })) : [{ value: wanted.stage, label: wanted.stage }]} />
          </Field>
          <Field label={t("sheet.days")}>
            <Input type="number" min={1} max={60} disabled={disabled} value={wanted.days} onChange={({ target }) => onChange({ days: target.value })} />
          </Field>
        </div>
      )}
      {wanted.goal === "tool" && (
        <>
          <Field label={t("sheet.tool")} help={names.length === 0 ? t("sheet.tool_none") : undefined}>
            <Select label={t("sheet.tool")} disabled={disabled || names.length === 0} value={wanted.tool} onValueChange={(tool) => onChange({ tool })} options={names.map(toolOption)} />
          </Field>
          <Field label={t("sheet.days")} help={t("sheet.tool_days_help")}>
            <Input type="number" min={0} max={60} disabled={disabled} value={wanted.days} onChange={({ target }) => onChange({ days: target.value })} />
          </Field>
        </>
      )}
      <Field label={t(wanted.goal === "rating" ? "sheet.margin.rating" : "sheet.margin.share")} help={t("sheet.margin_help")} className="sm:col-span-2">
        <Input type="number" min={0} max={50} step="any" className="sm:w-40" disabled={disabled} value={wanted.margin} onChange={({ target }) => onChange({ margin: target.value })} />
      </Field>
    </div>
  );
}
