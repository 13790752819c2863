import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Card } from "@/ui/card";
import { DayRange } from "@/ui/day-range";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { type Days, type Spent, type SpentBy, spentQuery, type Total } from "./api";
import { byCurrency } from "./by-currency";

/** What was spent on the chosen days, and on what: each part of it adds up to the same. */
export function SpentSection() {
  const { t } = useTranslation("settings");
  const { from, to } = useSearch({ from: "/app/settings/usage" });
  const navigate = useNavigate({ from: "/settings/usage" });
  return (
    <section aria-labelledby="spent-title" className="space-y-4">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-60 flex-1">
          <h2 id="spent-title" className="text-sm font-semibold">
            {t("usage.spent.title")}
          </h2>
          <p className="mt-0.5 text-xs text-ink-2">{t("usage.spent.detail")}</p>
        </div>
        <span className="flex items-center gap-2">
          {!from && !to && <span className="text-xs text-ink-2">{t("usage.spent.this_month")}</span>}
          <DayRange from={from} to={to} onChange={(days) => void navigate({ search: days, replace: true, resetScroll: false })} />
        </span>
      </header>
      <SpentCard by="kind" days={{ from, to }} />
      <div className="grid gap-4 md:grid-cols-2">
        <SpentCard by="agent" days={{ from, to }} />
        <SpentCard by="account" days={{ from, to }} />
      </div>
    </section>
  );
}

function SpentCard({ by, days }: { by: SpentBy; days: Days }) {
  const { t } = useTranslation("settings");
  const found = useQuery(spentQuery(by, days));
  return (
    <Card title={t(`usage.spent.${by}`)}>
      {found.isPending && <SkeletonText lines={4} />}
      {found.isError && !found.data && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && <p className="text-sm text-ink-2">{t(days.from || days.to ? "usage.spent.nothing_then" : "usage.spent.empty")}</p>}
      {found.data && found.data.items.length > 0 && <SpentTable by={by} items={found.data.items} totals={found.data.totals} />}
    </Card>
  );
}

function SpentTable({ by, items, totals }: { by: SpentBy; items: Spent[]; totals: Total[] }) {
  const { t } = useTranslation("settings");
  const formats = useFormats();
  const nameOf = useNameOf(by);
  return (
    <div className="space-y-4">
      {byCurrency(items, totals).map(({ currency, micros, parts }) => (
        <table key={currency} aria-label={`${t(`usage.spent.${by}`)}, ${currency}`} className="w-full text-left text-sm">
          <thead className="sr-only">
            <tr>
              <th scope="col">{t(`usage.spent.columns.${by}`)}</th>
              <th scope="col">{t("usage.spent.share")}</th>
              <th scope="col">{t("usage.spent.amount")}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map(({ item, share }) => (
              <tr key={item.key ?? ""}>
                <th scope="row" className="w-full max-w-0 py-1.5 pr-3 font-normal">
                  <span className="block truncate">{nameOf(item)}</span>
                  <span aria-hidden className="mt-1 block h-1 rounded-full bg-hover">
                    <span className="block h-1 rounded-full bg-accent forced-colors:bg-[CanvasText]" style={{ width: `${Math.max(0, share * 100)}%` }} />
                  </span>
                </th>
                <td className="py-1.5 pr-3 text-right align-top text-xs leading-5 whitespace-nowrap tabular-nums text-ink-2">{formats.percent(share, 0)}</td>
                <td className="py-1.5 text-right align-top whitespace-nowrap tabular-nums">{formats.money(item.micros, currency)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot className="border-t border-line font-medium">
            <tr>
              <th scope="row" colSpan={2} className="pt-2 pr-3 font-medium">
                {t("usage.spent.total")}
              </th>
              <td className="pt-2 text-right whitespace-nowrap tabular-nums">{formats.money(micros, currency)}</td>
            </tr>
          </tfoot>
        </table>
      ))}
    </div>
  );
}

function useNameOf(by: SpentBy): (item: Spent) => string {
  const { t, i18n } = useTranslation("settings");
  return ({ key, name }) => {
    if (key === null) return t("usage.spent.none");
    if (by !== "kind") return name ?? t("usage.limits.gone");
    // What a platform bills under a name of its own is shown by that name.
    return i18n.exists(`settings:usage.spent.kinds.${key}`) ? t(`usage.spent.kinds.${key}`) : key.replaceAll("_", " ");
  };
}
