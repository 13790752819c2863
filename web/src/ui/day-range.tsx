import { CalendarDays, X } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { createFormats } from "@/lib/formats";
import { Button, IconButton } from "./button";
import { Field } from "./field";
import { Input } from "./input";
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from "./popover";

interface Days {
  from?: string | undefined;
  to?: string | undefined;
}

/** Name → first and last day, counted back from today. */
const USUAL = { today: [0, 0], yesterday: [1, 1], last_7: [6, 0], last_30: [29, 0] } as const;

/** A day as the API and the address write it, so many days before today. */
function dayBefore(days: number): string {
  const at = new Date();
  at.setDate(at.getDate() - days);
  return [at.getFullYear(), String(at.getMonth() + 1).padStart(2, "0"), String(at.getDate()).padStart(2, "0")].join("-");
}

/** From one day to another, both included; either may be left open. */
export function DayRange({ from, to, onChange }: Days & { onChange: (days: { from: string | undefined; to: string | undefined }) => void }) {
  const { t } = useTranslation("table");
  const chosen = useChosen({ from, to });
  return (
    <span className="inline-flex items-center">
      <Popover>
        <PopoverTrigger asChild>
          <Button variant={chosen ? "secondary" : "ghost"}>
            <CalendarDays aria-hidden />
            {chosen ?? t("days.open")}
          </Button>
        </PopoverTrigger>
        <PopoverContent align="end" aria-label={t("days.open")} className="w-64 space-y-3 p-3">
          <div className="grid grid-cols-2 gap-1">
            {Object.entries(USUAL).map(([name, [first, last]]) => (
              <PopoverClose key={name} asChild>
                <Button size="sm" onClick={() => onChange({ from: dayBefore(first), to: dayBefore(last) })}>
                  {t(`days.${name}`)}
                </Button>
              </PopoverClose>
            ))}
          </div>
          <Field label={t("days.from")}>
            <Input type="date" value={from ?? ""} max={to} onChange={(event) => onChange({ from: event.target.value || undefined, to })} />
          </Field>
          <Field label={t("days.to")} help={t("days.help")}>
            <Input type="date" value={to ?? ""} min={from} onChange={(event) => onChange({ from, to: event.target.value || undefined })} />
          </Field>
        </PopoverContent>
      </Popover>
      {chosen && (
        <IconButton size="icon-sm" label={t("days.clear")} onClick={() => onChange({ from: undefined, to: undefined })}>
          <X aria-hidden />
        </IconButton>
      )}
    </span>
  );
}

function useChosen({ from, to }: Days): string | undefined {
  const { t, i18n } = useTranslation("table");
  // A day is the same in every zone. An address may hold anything.
  const formats = useMemo(() => createFormats({ language: i18n.language, timeZone: "UTC" }), [i18n.language]);
  const day = (text: string) => (Number.isNaN(Date.parse(text)) ? text : formats.date(text));
  if (from && to) return from === to ? day(from) : `${day(from)} – ${day(to)}`;
  if (from) return t("days.since", { day: day(from) });
  return to && t("days.until", { day: day(to) });
}
