import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { type Campaign, type Group, type Part, previewQuery } from "./api";

export interface Total {
  checked: number;
  called: number;
  later: number;
  leftOut: number;
  waits: Group[];
  refusals: Group[];
  firstAt: string | null;
  seconds: number;
  cost: { micros: number; currency: string } | null;
}

/** The pages of a preview, added up. */
export function totalOf(parts: Part[]): Total {
  const add = (known: Group[], more: Group[]) => {
    const groups = new Map(known.map((group) => [group.code, group]));
    for (const group of more) {
      const before = groups.get(group.code);
      groups.set(group.code, before ? { ...before, count: before.count + group.count } : group);
    }
    return [...groups.values()].sort((one, other) => other.count - one.count);
  };
  const empty: Total = { checked: 0, called: 0, later: 0, leftOut: 0, waits: [], refusals: [], firstAt: null, seconds: 0, cost: null };
  return parts.reduce<Total>(
    (sum, part) => ({
      checked: sum.checked + part.checked,
      called: sum.called + part.now + part.later,
      later: sum.later + part.later,
      leftOut: sum.leftOut + part.left_out,
      waits: add(sum.waits, part.waits),
      refusals: add(sum.refusals, part.refusals),
      firstAt: [sum.firstAt, part.first_at].filter((at) => at !== null).sort()[0] ?? null,
      seconds: sum.seconds + part.seconds,
      cost: part.worst_case ? { micros: (sum.cost?.micros ?? 0) + part.worst_case.micros, currency: part.worst_case.currency } : sum.cost,
    }),
    empty,
  );
}

/** Beside the settings: how many are called, how many not, when, how long and for how much. */
export function Summary({ campaign, saving }: { campaign: Campaign; saving: boolean }) {
  const { t, i18n } = useTranslation("campaigns");
  const formats = useFormats();
  const query = useInfiniteQuery(previewQuery(campaign.id, campaign.revision, i18n.language));
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const total = query.data ? totalOf(query.data.pages) : undefined;
  const counting = query.isPending || hasNextPage || saving;
  return (
    <Card title={t("summary.title")} className="lg:sticky lg:top-4">
      {query.isError && !total && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonText lines={4} />}
      {total && (
        <div className="space-y-3 text-sm">
          <p className="text-md font-semibold" aria-live="polite">
            {t("summary.called", { count: total.called, number: formats.number(total.called) })}
            {total.leftOut > 0 && <span className="font-normal text-ink-2">{t("summary.left_out", { count: total.leftOut, number: formats.number(total.leftOut) })}</span>}
          </p>
          <p className="text-xs text-ink-3">{saving ? t("summary.saving") : counting ? t("summary.counting", { number: formats.number(total.checked) }) : t("summary.saved")}</p>
          <dl className="space-y-1.5">
            <Row name={t("summary.first")} value={total.firstAt ? formats.dateTime(total.firstAt) : t("summary.nobody")} />
            <Row name={t("summary.length")} value={total.called > 0 ? formats.duration(Math.max(60, total.seconds - (total.seconds % 60))) : "–"} />
            <Row name={t("summary.cost")} value={total.cost ? formats.money(total.cost.micros, total.cost.currency) : t("summary.unpriced")} />
          </dl>
          {(total.refusals.length > 0 || total.waits.length > 0) && (
            <Button size="sm" onClick={() => setShown(true)}>
              {t("summary.why")}
            </Button>
          )}
          <WhySheet total={total} open={shown} onOpenChange={setShown} />
        </div>
      )}
    </Card>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex justify-between gap-3">
      <dt className="text-ink-2">{name}</dt>
      <dd className="text-right tabular-nums">{value}</dd>
    </div>
  );
}

function WhySheet({ total, open, onOpenChange }: { total: Total; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation("campaigns");
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t("why.title")} description={t("why.detail")} width="lg">
      <div className="space-y-6">
        <Groups title={t("why.left_out")} groups={total.refusals} none={t("why.nobody_left_out")} />
        {total.waits.length > 0 && <Groups title={t("why.later")} groups={total.waits} none="" />}
      </div>
    </Sheet>
  );
}

function Groups({ title, groups, none }: { title: string; groups: Group[]; none: string }) {
  const { t } = useTranslation("campaigns");
  const formats = useFormats();
  return (
    <section aria-label={title}>
      <h3 className="mb-2 text-sm font-semibold">{title}</h3>
      {groups.length === 0 && <p className="text-sm text-ink-2">{none}</p>}
      <ul className="divide-y divide-line">
        {groups.map((group) => (
          <li key={group.code} className="py-2.5 text-sm first:pt-0">
            <p className="flex justify-between gap-3">
              <span>{group.text}</span>
              <span className="font-medium tabular-nums">{formats.number(group.count)}</span>
            </p>
            <p className="mt-0.5 flex flex-wrap gap-x-2 text-xs text-ink-2">
              {group.examples.map((person) => (
                <Link key={person.id} to="/contacts/$contactId" params={{ contactId: person.id }} className="underline underline-offset-2">
                  {person.name}
                </Link>
              ))}
              {group.count > group.examples.length && <span>{t("why.more", { number: formats.number(group.count - group.examples.length) })}</span>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
