import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import type { Campaign, Change } from "./api";

const RETRIED = ["no_answer", "busy", "voicemail", "failed"] as const;

/** A whole number between two; what is none of it is not kept. */
export function NumberField({ label, help, value, min, max, optional, onChange }: { label: string; help?: string; value: number | null; min: number; max: number; optional?: boolean; onChange: (value: number | null) => void }) {
  const { t } = useTranslation("campaigns");
  const [text, setText] = useState(value === null ? "" : String(value));
  const number = Number(text);
  const wrong = text === "" ? !optional : !Number.isInteger(number) || number < min || number > max;
  return (
    <Field label={label} help={help} error={wrong ? t("number_wrong", { min, max }) : undefined} {...(optional ? { optional } : {})}>
      <Input
        inputMode="numeric"
        value={text}
        onChange={(event) => {
          const next = event.target.value.trim();
          setText(next);
          if (next === "" && optional) onChange(null);
          const parsed = Number(next);
          if (next !== "" && Number.isInteger(parsed) && parsed >= min && parsed <= max) onChange(parsed);
        }}
      />
    </Field>
  );
}

export function HowOften({ shown, set }: { shown: Campaign; set: (change: Change) => void }) {
  const { t } = useTranslation("campaigns");
  const wait = (outcome: (typeof RETRIED)[number], minutes: number | null) => {
    const others = Object.fromEntries(Object.entries(shown.retry).filter(([name]) => name !== outcome));
    set({ retry: minutes === null ? others : { ...others, [outcome]: minutes } });
  };
  return (
    <Card title={t("often.title")} description={t("often.detail")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField label={t("often.attempts")} value={shown.max_attempts} min={1} max={10} onChange={(max_attempts) => max_attempts !== null && set({ max_attempts })} />
        <NumberField label={t("often.per_day")} value={shown.calls_per_day} min={1} max={10} onChange={(calls_per_day) => calls_per_day !== null && set({ calls_per_day })} />
        <NumberField label={t("often.gap")} help={t("often.gap_help")} value={shown.gap_minutes} min={1} max={44_640} onChange={(gap_minutes) => gap_minutes !== null && set({ gap_minutes })} />
        <Field label={t("often.voicemail")}>
          <Select label={t("often.voicemail")} value={shown.voicemail} options={(["hang_up", "message", "retry"] as const).map((value) => ({ value, label: t(`voicemail.${value}`) }))} onValueChange={(voicemail) => set({ voicemail })} />
        </Field>
        {RETRIED.filter((outcome) => outcome !== "voicemail" || shown.voicemail === "retry").map((outcome) => (
          <NumberField key={outcome} optional label={t("often.wait", { outcome: t(`outcome.${outcome}`) })} help={t("often.wait_help")} value={shown.retry[outcome] ?? null} min={1} max={44_640} onChange={(minutes) => wait(outcome, minutes)} />
        ))}
      </div>
    </Card>
  );
}
