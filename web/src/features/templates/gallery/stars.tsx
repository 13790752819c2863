import { Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";

/** The average of what organizations gave, with how many they were. */
export function Rating({ rating, count, className }: { rating: number | null; count: number; className?: string }) {
  const { t } = useTranslation("gallery");
  const formats = useFormats();
  if (rating === null) return <span className={cn("text-xs text-ink-3", className)}>{t("unrated")}</span>;
  const shown = formats.number(Math.round(rating * 10) / 10);
  return (
    <span className={cn("inline-flex items-center gap-1 text-xs text-ink-2 tabular-nums", className)}>
      <Star aria-hidden className="size-3.5 fill-current text-warn" />
      <span className="sr-only">{t("rated", { rating: shown, count })}</span>
      <span aria-hidden>
        {shown} ({formats.number(count)})
      </span>
    </span>
  );
}

export function StarRow({ stars }: { stars: number }) {
  const { t } = useTranslation("gallery");
  return (
    <span className="inline-flex gap-0.5">
      <span className="sr-only">{t("stars", { count: stars })}</span>
      {[1, 2, 3, 4, 5].map((one) => (
        <Star key={one} aria-hidden className={cn("size-3.5", one <= stars ? "fill-current text-warn" : "text-ink-3")} />
      ))}
    </span>
  );
}

/** One to five, as a group of radio buttons: arrows move, a click chooses. */
export function StarInput({ value, onChange, label }: { value: number; onChange: (stars: number) => void; label: string }) {
  const { t } = useTranslation("gallery");
  return (
    <fieldset className="flex items-center gap-1">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      {[1, 2, 3, 4, 5].map((one) => (
        <label key={one} className="cursor-pointer rounded-xs p-1 has-focus-visible:outline-2 has-focus-visible:outline-accent">
          <input type="radio" name="stars" value={one} checked={value === one} onChange={() => onChange(one)} className="sr-only" />
          <span className="sr-only">{t("stars", { count: one })}</span>
          <Star aria-hidden className={cn("size-5", one <= value ? "fill-current text-warn" : "text-ink-3")} />
        </label>
      ))}
    </fieldset>
  );
}
