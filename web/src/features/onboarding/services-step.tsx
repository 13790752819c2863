import { useQuery } from "@tanstack/react-query";
import { ArrowRight, Plus, X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { microsFrom, recordsQuery, useKeepRecord } from "@/features/business";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { useToastError } from "@/ui/use-toast-error";
import { StepButtons, StepTitle } from "./step-marks";
import type { StepProps } from "./use-welcome";

interface Row {
  key: number;
  name: string;
  price: string;
  minutes: string;
}
const empty = (key: number): Row => ({ key, name: "", price: "", minutes: "" });
const minutesFrom = (text: string): number | null | undefined => (text.trim() === "" ? null : /^\d{1,4}$/.test(text.trim()) && Number(text) > 0 ? Number(text) : undefined);

export function ServicesStep({ currency, onDone, onSkip }: StepProps) {
  const { t } = useTranslation("onboarding");
  const formats = useFormats();
  const keep = useKeepRecord("offerings");
  const showError = useToastError();
  const known = useQuery(recordsQuery("offerings")).data ?? [];
  const [rows, setRows] = useState<Row[]>(() => [empty(0), empty(1), empty(2)]);
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const counter = useRef(3);

  const change = (key: number, patch: Partial<Row>) => setRows((before) => before.map((row) => (row.key === key ? { ...row, ...patch } : row)));
  const written = rows.filter(({ name, price, minutes }) => name.trim() || price.trim() || minutes.trim());
  const faulty = (row: Row) => !row.name.trim() || microsFrom(row.price) === undefined || minutesFrom(row.minutes) === undefined;

  const save = async () => {
    setChecked(true);
    if (written.some(faulty)) return;
    setBusy(true);
    try {
      for (const [index, row] of written.entries()) {
        const minutes = minutesFrom(row.minutes);
        await keep.mutateAsync({ fields: { name: row.name.trim(), price_micros: microsFrom(row.price) ?? null, duration_seconds: minutes ? minutes * 60 : null, position: known.length + index } });
        // Kept is kept: if a later one fails, trying again does not make this one twice.
        setRows((before) => before.filter(({ key }) => key !== row.key));
      }
      await onDone();
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <StepTitle title={t("services.title")} detail={t("services.detail")} />
      {known.length > 0 && (
        <ul className="mb-4 space-y-1 text-sm">
          {known.map((offering) => (
            <li key={offering.id} className="flex gap-3 rounded-s bg-sunken px-2.5 py-1.5">
              <span className="min-w-0 flex-1 truncate">{offering.name}</span>
              {offering.price_micros !== null && <span className="tabular-nums">{formats.money(offering.price_micros, offering.currency)}</span>}
            </li>
          ))}
        </ul>
      )}
      <div className="space-y-3 sm:space-y-2">
        {rows.map((row, index) => {
          const checks = checked && written.includes(row);
          return (
            <div key={row.key} className="grid grid-cols-[1fr_1fr_auto] items-start gap-2 max-sm:border-b max-sm:border-line max-sm:pb-3 sm:grid-cols-[1fr_8rem_7rem_auto]">
              <Field label={t("services.name")} hideLabel={index > 0} className="max-sm:col-span-3" error={checks && !row.name.trim() ? t("services.name_needed") : undefined}>
                <Input value={row.name} autoFocus={index === 0} placeholder={index === 0 ? t("services.example") : ""} maxLength={120} onChange={(event) => change(row.key, { name: event.target.value })} />
              </Field>
              <Field label={t("services.price", { currency })} hideLabel={index > 0} error={checks && microsFrom(row.price) === undefined ? t("services.price_wrong") : undefined}>
                <Input value={row.price} inputMode="decimal" className="text-right tabular-nums" onChange={(event) => change(row.key, { price: event.target.value })} />
              </Field>
              <Field label={t("services.minutes")} hideLabel={index > 0} error={checks && minutesFrom(row.minutes) === undefined ? t("services.minutes_wrong") : undefined}>
                <Input value={row.minutes} inputMode="numeric" className="text-right tabular-nums" onChange={(event) => change(row.key, { minutes: event.target.value })} />
              </Field>
              <IconButton label={t("services.remove", { number: index + 1 })} className={index === 0 ? "mt-5" : "max-sm:mt-0"} onClick={() => setRows((before) => before.filter(({ key }) => key !== row.key))}>
                <X aria-hidden />
              </IconButton>
            </div>
          );
        })}
      </div>
      <Button size="sm" variant="ghost" className="mt-2 -ml-2.5" onClick={() => setRows((before) => [...before, empty(counter.current++)])}>
        <Plus aria-hidden />
        {t("services.add")}
      </Button>
      <StepButtons onSkip={onSkip}>
        <Button variant="primary" size="lg" loading={busy} disabled={written.length === 0 && known.length === 0} onClick={() => void save()}>
          {t("submit")}
          <ArrowRight aria-hidden />
        </Button>
      </StepButtons>
    </>
  );
}
