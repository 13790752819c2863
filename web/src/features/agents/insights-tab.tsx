import { queryOptions, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ChartNoAxesColumn } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { useFormats } from "@/lib/locale";
import { Card, Stat } from "@/ui/card";
import { Segmented } from "@/ui/choice-cards";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";

interface Measure {
  value: number | null;
  before: number | null;
  change: number | null;
}
interface Figures {
  days: number;
  conversations: Measure;
  conversion: Measure;
  response_ms: Measure;
  response_p95_ms: Measure;
  running_now: number;
  per_day: { day: string; conversations: number; succeeded: number }[];
}
const SPANS = ["7d", "30d", "90d"] as const;
type Span = (typeof SPANS)[number];

const figuresQuery = (agent: string, range: Span) => queryOptions({ queryKey: ["metrics", "agent", agent, range], queryFn: ({ signal }) => api.get<Figures>("/home", { query: { agent, range }, signal }) });

/** How this agent does, in a few figures. */
export function InsightsTab() {
  const { t } = useTranslation("agents");
  const formats = useFormats();
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const [span, setSpan] = useState<Span>("7d");
  const found = useQuery(figuresQuery(agentId, span));
  const figures = found.data;
  const shown = (measure: Measure | undefined, format: (value: number) => string) => (measure ? (measure.value === null ? "–" : format(measure.value)) : undefined);
  const change = (measure: Measure | undefined, moreIsGood: boolean) => {
    if (!measure || measure.change === null) return {};
    const sign = measure.change > 0 ? "+" : "";
    return { change: { text: sign + formats.percent(measure.change, 0), good: measure.change === 0 ? undefined : measure.change > 0 === moreIsGood }, note: t("insights.before", { days: figures?.days ?? 7 }) };
  };
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (figures && figures.conversations.value === 0 && figures.conversations.before === 0 && span === "90d") return <EmptyState icon={<ChartNoAxesColumn aria-hidden />} title={t("tab_empty.insights")} description={t("tab_empty.insights_detail")} />;
  return (
    <PageBody className="w-full max-w-5xl space-y-4">
      <Segmented label={t("insights.span")} value={span} onValueChange={setSpan} choices={SPANS.map((value) => ({ value, label: t(`insights.spans.${value}`) }))} />
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <Stat label={t("insights.conversations")} value={shown(figures?.conversations, (value) => formats.number(value))} {...change(figures?.conversations, true)} />
        <Stat label={t("insights.conversion")} value={shown(figures?.conversion, (value) => formats.percent(value))} {...change(figures?.conversion, true)} />
        <Stat label={t("insights.response")} value={shown(figures?.response_ms, formats.milliseconds)} {...change(figures?.response_ms, false)} />
        <Stat label={t("insights.slowest")} value={shown(figures?.response_p95_ms, formats.milliseconds)} {...change(figures?.response_p95_ms, false)} />
      </div>
      {figures && <DayChart days={figures.per_day} />}
      <p className="text-xs text-ink-3">{t("insights.no_tests")}</p>
    </PageBody>
  );
}

const HEIGHT = 120;

function DayChart({ days }: { days: Figures["per_day"] }) {
  const { t } = useTranslation("agents");
  const formats = useFormats();
  const most = Math.max(1, ...days.map((day) => day.conversations));
  const width = 100 / Math.max(1, days.length);
  return (
    <Card title={t("insights.per_day")}>
      <svg role="img" aria-label={t("insights.per_day")} viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" className="h-32 w-full">
        {days.map((day, index) => {
          const all = (day.conversations / most) * (HEIGHT - 4);
          const good = (day.succeeded / most) * (HEIGHT - 4);
          return (
            <g key={day.day}>
              <title>{`${formats.date(day.day)}: ${formats.number(day.conversations)}`}</title>
              <rect x={index * width + width * 0.12} width={width * 0.76} y={HEIGHT - Math.max(all, 1)} height={Math.max(all, 1)} className="fill-accent-line" />
              <rect x={index * width + width * 0.12} width={width * 0.76} y={HEIGHT - good} height={good} className="fill-accent" />
            </g>
          );
        })}
      </svg>
      <details className="mt-3 text-xs">
        <summary className="cursor-pointer text-ink-2">{t("insights.as_table")}</summary>
        <table className="mt-2 w-full text-left tabular-nums">
          <thead className="text-ink-3">
            <tr>
              <th className="py-1 font-normal">{t("insights.day")}</th>
              <th className="py-1 text-right font-normal">{t("insights.conversations")}</th>
              <th className="py-1 text-right font-normal">{t("insights.succeeded")}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.day} className="border-t border-line">
                <td className="py-1">{formats.date(day.day)}</td>
                <td className="py-1 text-right">{formats.number(day.conversations)}</td>
                <td className="py-1 text-right">{formats.number(day.succeeded)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Card>
  );
}
