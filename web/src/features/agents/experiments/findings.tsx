import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Callout } from "@/ui/callout";
import { Pill } from "@/ui/pill";
import type { ExperimentDetail, Watched } from "./api";
import { IntervalChart } from "./interval-chart";
import { isShare, useWords } from "./words";

/** What an experiment knows: a sentence, both versions' numbers, how the difference went, and its guards. */
export function Findings({ experiment }: { experiment: ExperimentDetail }) {
  const { t } = useTranslation("experiments");
  const words = useWords();
  const share = isShare(experiment.goal);
  const margin = experiment.goal.margin ?? 0;
  const tone = experiment.ending === "guard" || experiment.ending === "uneven" ? "bad" : experiment.enough && experiment.difference && experiment.difference.low > 0 ? "good" : "neutral";
  return (
    <div className="space-y-4">
      <Callout tone={tone} title={words.verdict(experiment)}>
        <p>
          {t("goal_is", { goal: words.goal(experiment.goal), confidence: experiment.confidence })} {margin > 0 && t(share ? "margin_is.share" : "margin_is.rating", { margin: words.exact(margin) })}
        </p>
      </Callout>
      <Arms experiment={experiment} />
      <IntervalChart points={experiment.points} share={share} margin={share ? margin / 100 : margin} />
      {experiment.guards.length > 0 && <Guards guards={experiment.guards} />}
    </div>
  );
}

function Arms({ experiment }: { experiment: ExperimentDetail }) {
  const { t } = useTranslation("experiments");
  const formats = useFormats();
  const words = useWords();
  const mayRead = experiment.can.includes("conversation:read");
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {(["a", "b"] as const).map((arm) => {
        const one = experiment[arm];
        return (
          <section key={arm} aria-label={t(`arm.${arm}`, { number: one.number ?? 0 })} className="rounded-m border border-line p-3">
            <h3 className="flex items-center gap-2 text-sm font-medium">
              <span aria-hidden className={arm === "a" ? "size-2.5 rounded-xs bg-c1" : "size-2.5 rounded-xs bg-c2"} />
              {t(`arm.${arm}`, { number: one.number ?? 0 })}
            </h3>
            <p className="mt-1 text-2xl font-semibold tabular-nums">{words.figure(one.goal.mean, isShare(experiment.goal))}</p>
            <p className="text-xs text-ink-2">{t("arm.counted", { count: one.goal.counted, shown: formats.number(one.goal.counted) })}</p>
            <p className="text-xs text-ink-2">{t("arm.all", { people: formats.number(one.people), conversations: formats.number(one.conversations) })}</p>
            {mayRead && (
              <Link to="/conversations" search={{ experiment: experiment.id, arm }} className="mt-2 inline-block text-sm text-accent underline-offset-2 hover:underline">
                {t("arm.open", { arm: arm.toUpperCase() })}
              </Link>
            )}
          </section>
        );
      })}
    </div>
  );
}

function Guards({ guards }: { guards: Watched[] }) {
  const { t } = useTranslation("experiments");
  const words = useWords();
  return (
    <div className="overflow-x-auto">
      <table aria-label={t("guards.title")} className="w-full text-sm">
        <thead className="text-xs text-ink-3">
          <tr>
            {(["name", "a", "b", "margin", "state"] as const).map((column) => (
              <th key={column} scope="col" className={column === "name" ? "py-1 pr-3 text-left font-medium" : "py-1 pl-3 text-right font-medium"}>
                {t(`guards.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {guards.map((each) => {
            const shown = words.guard(each);
            return (
              <tr key={each.kind} className="border-t border-line">
                <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                  {t(`guards.${each.kind}.name`)}
                </th>
                <td className="py-1.5 pl-3 text-right tabular-nums">{shown.a}</td>
                <td className="py-1.5 pl-3 text-right tabular-nums">{shown.b}</td>
                <td className="py-1.5 pl-3 text-right">{t(`guards.${each.kind}.margin`, { margin: words.exact(each.margin) })}</td>
                <td className="py-1.5 pl-3 text-right">
                  <Pill tone={each.broken ? "bad" : "good"}>{t(each.broken ? "guards.broken" : "guards.kept")}</Pill>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
