import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ChartNoAxesColumn } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { DayChart, figuresQuery, LanguageBars, type Measure, RANGES, type Range, useCompared } from "@/features/figures";
import { useFormats } from "@/lib/locale";
import { Stat } from "@/ui/card";
import { Segmented } from "@/ui/choice-cards";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";
import { Skeleton } from "@/ui/skeleton";

/** How this agent does, in a few figures. */
export function InsightsTab() {
  const { t } = useTranslation(["agents", "home"]);
  const formats = useFormats();
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const [range, setRange] = useState<Range>("7d");
  const found = useQuery(figuresQuery(range, agentId));
  const figures = found.data;
  const compared = useCompared(figures?.days ?? 7);
  const stat = (measure: Measure | undefined, format: (value: number) => string, lowerIsBetter = false) =>
    measure ? { value: measure.value === null ? "–" : format(measure.value), ...compared(measure, lowerIsBetter) } : { value: undefined, note: <>&nbsp;</> };
  if (found.isError && !figures) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (figures && figures.conversations.value === 0 && figures.conversations.before === 0 && range === "90d") return <EmptyState icon={<ChartNoAxesColumn aria-hidden />} title={t("tab_empty.insights")} description={t("tab_empty.insights_detail")} />;
  return (
    <PageBody className="w-full max-w-5xl space-y-4">
      <Segmented label={t("insights.span")} value={range} onValueChange={setRange} choices={RANGES.map((value) => ({ value, label: t(`insights.spans.${value}`) }))} />
      <div className="grid grid-cols-2 gap-3 xl:grid-cols-4" aria-busy={found.isPlaceholderData || !figures}>
        <Stat label={t("insights.conversations")} {...stat(figures?.conversations, (value) => formats.number(value))} />
        <Stat label={t("insights.conversion")} {...stat(figures?.conversion, (value) => formats.percent(value))} />
        <Stat label={t("insights.response")} {...stat(figures?.response_ms, formats.milliseconds, true)} />
        <Stat label={t("insights.slowest")} {...stat(figures?.response_p95_ms, formats.milliseconds, true)} />
      </div>
      <Suspense fallback={<Skeleton className="h-72 w-full" />}>{figures ? <DayChart days={figures.per_day} /> : <Skeleton className="h-72 w-full" />}</Suspense>
      <Suspense>{figures && <LanguageBars languages={figures.languages} />}</Suspense>
      <p className="text-xs text-ink-3">{t("insights.no_tests")}</p>
    </PageBody>
  );
}
