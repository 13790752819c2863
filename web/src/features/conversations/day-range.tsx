import { CalendarDays } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/popover";

/** A day as the API and the address write it, so many days before today. */
export function dayBefore(days: number): string {
  const at = new Date();
  at.setDate(at.getDate() - days);
  return [at.getFullYear(), String(at.getMonth() + 1).padStart(2, "0"), String(at.getDate()).padStart(2, "0")].join("-");
}

interface Days {
  from?: string | undefined;
  to?: string | undefined;
}

/** Any two days, both included. */
export function DayRange({ from, to, onChange }: Days & { onChange: (days: Days) => void }) {
  const { t } = useTranslation("conversations");
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="ghost">
          <CalendarDays aria-hidden />
          {t("days.open")}
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
  );
}
