import { CalendarDays, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/popover";

interface Days {
  from: string | undefined;
  to: string | undefined;
}

/** From one day to another, both included. */
export function DayRange({ from, to, onChange }: Days & { onChange: (days: Days) => void }) {
  const { t } = useTranslation("audit");
  const formats = useFormats();
  // At noon, so that no zone moves it to another day.
  const day = (text: string) => formats.date(`${text}T12:00:00Z`);
  const chosen = from && to ? `${day(from)} – ${day(to)}` : from ? t("days.since", { day: day(from) }) : to ? t("days.until", { day: day(to) }) : undefined;
  return (
    <span className="inline-flex items-center">
      <Popover>
        <PopoverTrigger asChild>
          <Button variant={chosen ? "secondary" : "ghost"}>
            <CalendarDays aria-hidden />
            {chosen ?? t("days.open")}
          </Button>
        </PopoverTrigger>
        <PopoverContent align="end" aria-label={t("days.open")} className="w-60 space-y-3 p-3">
          <Field label={t("days.from")}>
            <Input type="date" value={from ?? ""} max={to} onChange={(event) => onChange({ from: event.target.value || undefined, to })} />
          </Field>
          <Field label={t("days.to")} help={t("days.help")}>
            <Input type="date" value={to ?? ""} min={from} onChange={(event) => onChange({ from, to: event.target.value || undefined })} />
          </Field>
        </PopoverContent>
      </Popover>
      {chosen && (
        <IconButton size="icon-sm" label={t("days.all")} onClick={() => onChange({ from: undefined, to: undefined })}>
          <X aria-hidden />
        </IconButton>
      )}
    </span>
  );
}
