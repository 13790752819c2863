import { CopyCheck, Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Input } from "@/ui/input";
import { Switch } from "@/ui/switch";
import { type Span, type Week, type Weekday, WEEKDAYS } from "./api";
import { faultIn, nextSpan, WORKDAYS } from "./week";

const MOST_SPANS = 6;

export function HoursEditor({ week, onChange, disabled }: { week: Week; onChange: (week: Week) => void; disabled?: boolean }) {
  const { t } = useTranslation("business");
  const set = (day: Weekday, spans: Span[]) => onChange({ ...week, [day]: spans });
  const likeMonday = () => onChange({ ...week, ...Object.fromEntries(WORKDAYS.map((day) => [day, week.monday ?? []])) });
  return (
    // Also stands in a side sheet, so it looks at its own width, not the window's.
    <div className="@container">
      <ul>
        {WEEKDAYS.map((day) => {
          const spans = week[day] ?? [];
          return (
            <li key={day} className="grid gap-x-4 gap-y-2 border-b border-line py-2.5 first:pt-0 last:border-b-0 last:pb-0 @xl:grid-cols-[10rem_1fr]">
              <Switch className="@xl:min-h-8 @xl:items-center" label={t(`days.${day}`)} checked={spans.length > 0} disabled={disabled ?? false} onCheckedChange={(open) => set(day, open ? [nextSpan([])] : [])} />
              {spans.length === 0 ? <p className="text-sm text-ink-3 @xl:leading-8">{t("hours.closed")}</p> : <SpansEditor name={t(`days.${day}`)} spans={spans} onChange={(next) => set(day, next)} disabled={disabled ?? false} />}
            </li>
          );
        })}
      </ul>
      {!disabled && (
        <Button size="sm" variant="ghost" className="mt-3 -ml-2.5" onClick={likeMonday}>
          <CopyCheck aria-hidden />
          {t("hours.like_monday")}
        </Button>
      )}
    </div>
  );
}

/** The spans of one day, one under the other. */
export function SpansEditor({ name, spans, onChange, disabled }: { name: string; spans: Span[]; onChange: (spans: Span[]) => void; disabled?: boolean }) {
  const { t } = useTranslation("business");
  const fault = faultIn(spans);
  const change = (at: number, patch: Partial<Span>) => onChange(spans.map((span, index) => (index === at ? { ...span, ...patch } : span)));
  return (
    <div className="space-y-1.5">
      {spans.map((span, index) => (
        <div key={index} className="flex flex-wrap items-center gap-2">
          <Clock label={t("hours.opens", { day: name })} value={span.opens} disabled={disabled} onChange={(opens) => change(index, { opens })} />
          <span aria-hidden className="text-ink-3">
            –
          </span>
          <Clock label={t("hours.closes", { day: name })} value={span.closes} disabled={disabled} onChange={(closes) => change(index, { closes })} />
          {!disabled && (
            <IconButton size="icon-sm" label={t("hours.remove", { opens: span.opens, closes: span.closes })} onClick={() => onChange(spans.filter((_, at) => at !== index))}>
              <X aria-hidden />
            </IconButton>
          )}
          {!disabled && index === spans.length - 1 && spans.length < MOST_SPANS && (
            <IconButton size="icon-sm" label={t("hours.add", { day: name })} onClick={() => onChange([...spans, nextSpan(spans)])}>
              <Plus aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {fault && (
        <p role="alert" className="text-xs text-bad">
          {t(`hours.${fault}`)}
        </p>
      )}
    </div>
  );
}

/** The browser's own clock knows no 24:00: midnight at the end of a day is written 00:00. */
function Clock({ label, value, onChange, disabled }: { label: string; value: string; onChange: (value: string) => void; disabled?: boolean | undefined }) {
  return <Input type="time" aria-label={label} className="w-32 tabular-nums pointer-coarse:w-28 pointer-coarse:[&::-webkit-calendar-picker-indicator]:hidden" value={value === "24:00" ? "00:00" : value} disabled={disabled} onChange={(event) => onChange(event.target.value)} />;
}
