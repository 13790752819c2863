import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import type { StatProps } from "@/ui/card";
import type { Measure } from "./api";

/** What a figure is beside the same of the `days` before: with its direction, and whether that is good. */
export function useCompared(days: number): (measure: Measure, lowerIsBetter?: boolean) => Pick<StatProps, "change" | "note"> {
  const { t } = useTranslation("home");
  const formats = useFormats();
  return ({ change }, lowerIsBetter = false) => {
    if (change === null) return { note: t("stats.no_before") };
    const text = change === 0 ? "=" : `${change > 0 ? "▲" : "▼"} ${formats.percent(Math.abs(change), 0)}`;
    return { change: { text, good: change === 0 ? undefined : change > 0 !== lowerIsBetter }, note: t("stats.against", { count: days }) };
  };
}
