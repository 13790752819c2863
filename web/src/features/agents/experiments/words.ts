import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { useOutcomeName, useToolName } from "@/features/trace";
import type { Experiment, Goal, Watched } from "./api";

/** Whether the goal is a share of conversations, or else a mean rating. */
export const isShare = (goal: Pick<Goal, "kind">): boolean => goal.kind !== "rating";

/** How experiments are said in words. */
export function useWords() {
  const { t } = useTranslation("experiments");
  const formats = useFormats();
  const outcome = useOutcomeName();
  const toolName = useToolName();
  const exact = (value: number) => formats.number(value, 1);
  /** A share as "in a hundred", a rating as points. */
  const amount = (value: number, share: boolean) => exact(share ? value * 100 : value);
  const figure = (value: number | null, share: boolean) => (value === null ? "–" : share ? formats.percent(value, 1) : exact(value));
  const goal = (one: Goal) => {
    if (one.kind === "tool" && one.days > 0) return t("goals.tool_later", { tool: toolName(one.tool), days: one.days });
    return t(`goals.${one.kind}`, { outcomes: one.outcomes.map(outcome).join(", "), least: one.least, stage: one.stage, days: one.days, tool: toolName(one.tool) });
  };
  return { exact, amount, figure, goal, verdict: (one: Experiment) => verdictOf(one, amount, exact, t), guard: (one: Watched) => guardFigures(one, figure, formats) };
}

type T = ReturnType<typeof useTranslation<"experiments">>["t"];

/** What one may conclude now, in a sentence. */
function verdictOf(one: Experiment, amount: (value: number, share: boolean) => string, exact: (value: number) => string, t: T): string {
  const share = isShare(one.goal);
  const unit = share ? "share" : "rating";
  const found = one.difference;
  if (one.ending === "guard" && one.broken) return t("verdict.guard", { guard: t(`guards.${one.broken}.name`).toLocaleLowerCase() });
  if (one.ending === "uneven" || one.ending === "moved_on") return t(`verdict.${one.ending}`);
  if (!found || !one.enough) {
    const counted = Math.min(one.a.goal.counted, one.b.goal.counted);
    return t(one.state === "running" ? "verdict.early" : "verdict.scant", { counted, minimum: one.minimum });
  }
  const margin = one.goal.margin ?? 0;
  if (one.alike) return t(`verdict.alike.${unit}`, { low: amount(Math.max(0, -found.low), share), high: amount(Math.max(0, found.high), share), margin: exact(margin) });
  const values = { by: amount(Math.abs(found.estimate), share), least: amount(Math.min(Math.abs(found.low), Math.abs(found.high)), share) };
  if (found.low > 0) return t(`verdict.b.${unit}`, values);
  if (found.high < 0) return t(`verdict.a.${unit}`, values);
  return t(`verdict.open.${unit}`, { low: amount(-Math.min(0, found.low), share), high: amount(Math.max(0, found.high), share) });
}

function guardFigures(one: Watched, figure: (value: number | null, share: boolean) => string, formats: ReturnType<typeof useFormats>): { a: string; b: string } {
  const shown = (value: number | null) => {
    if (value === null) return "–";
    if (one.kind === "cost") return formats.money(value, "USD");
    return figure(value, one.kind !== "rating");
  };
  return { a: shown(one.a.mean), b: shown(one.b.mean) };
}
