import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tagged } from "@/api/client";
import { countryOptions, HoursEditor, usualWeek, weekHasFault } from "@/features/business";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Combobox } from "@/ui/combobox";
import { Field } from "@/ui/field";
import { useLeaveWarning } from "@/ui/form";
import { Input } from "@/ui/input";
import { Switch } from "@/ui/switch";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Rules, type RulesPatch, useChangeRules } from "./api";

const NUMBERS = [
  { name: "calls_per_day", most: 24 },
  { name: "minimum_gap_minutes", most: 44_640 },
  { name: "consent_days", most: 3_650 },
] as const;

/** What the house allows less of than the law does. */
export function LimitsCard({ found, mayManage }: { found: Tagged<Rules>; mayManage: boolean }) {
  const { t, i18n } = useTranslation("compliance");
  const kept = found.data;
  const [edit, setEdit] = useState<RulesPatch>({});
  const change = useChangeRules();
  const showError = useToastError();
  const now = { ...kept, ...edit };
  const countries = useMemo(() => countryOptions(i18n.language), [i18n.language]);
  const own = countries.find(({ value }) => value === kept.own_country)?.label ?? kept.own_country;
  const dirty = Object.keys(edit).length > 0;
  const set = (patch: RulesPatch) => setEdit({ ...edit, ...patch });
  useLeaveWarning(dirty);
  const save = async () => {
    try {
      await change.mutateAsync({ ...edit, etag: found.etag });
      toast(t("saved"));
      setEdit({});
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Card
      title={t("limits.title")}
      description={t("limits.detail")}
      footer={
        mayManage && (
          <>
            {dirty && <Button onClick={() => setEdit({})}>{t("discard")}</Button>}
            <Button variant="primary" disabled={!dirty || (now.hours !== null && weekHasFault(now.hours))} loading={change.isPending} onClick={() => void save()}>
              {t("save")}
            </Button>
          </>
        )
      }
    >
      <div className="space-y-4">
        <Field label={t("limits.countries")} help={t("limits.countries_help", { country: own })}>
          <Combobox multiple label={t("limits.countries")} disabled={!mayManage} value={now.allowed_countries} options={countries} onValueChange={(allowed_countries) => set({ allowed_countries })} />
        </Field>
        {/* The boxes stand in one line, however many lines a label takes. */}
        <div className="grid gap-x-4 gap-y-4 sm:grid-cols-3 sm:gap-y-0">
          {NUMBERS.map(({ name, most }) => (
            <Field key={name} className="sm:row-span-3 sm:grid sm:grid-rows-subgrid sm:[&>:first-child]:items-end" label={t(`limits.${name}`)} help={t(`limits.${name}_help`)}>
              <Input type="number" inputMode="numeric" min={1} max={most} disabled={!mayManage} value={now[name] ?? ""} onChange={({ target }) => set({ [name]: target.value === "" ? null : Math.min(most, Math.max(1, Math.round(target.valueAsNumber))) })} />
            </Field>
          ))}
        </div>
        <Switch label={t("limits.consent_always")} description={t("limits.consent_always_detail")} disabled={!mayManage} checked={now.consent_always} onCheckedChange={(consent_always) => set({ consent_always })} />
        <Switch label={t("limits.holidays")} description={t("limits.holidays_detail")} disabled={!mayManage} checked={now.closed_on_holidays} onCheckedChange={(closed_on_holidays) => set({ closed_on_holidays })} />
        <Switch label={t("limits.hours")} description={t("limits.hours_detail")} disabled={!mayManage} checked={now.hours !== null} onCheckedChange={(on) => set({ hours: on ? usualWeek(i18n.language) : null })} />
        {now.hours !== null && <HoursEditor week={now.hours} disabled={!mayManage} onChange={(hours) => set({ hours })} />}
      </div>
    </Card>
  );
}
