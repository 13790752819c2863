import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card, Stat } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { Meter } from "@/ui/meter";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { attemptsQuery, type Campaign, hoursQuery, peopleQuery, resultsAddress, type State } from "./api";
import { HoursChart } from "./hours-chart";
import { OUTCOMES, STATES } from "./statuses";

const FIGURES = ["dialled", "talking", "answered", "interested", "booked", "left_out"] as const;

/** What a campaign does, by itself up to date. */
export function Running({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation("campaigns");
  const formats = useFormats();
  const mayExport = useMay("contact:export");
  const { counters } = campaign;
  const people = t("progress", { done: formats.number(campaign.finished), total: formats.number(campaign.people) });
  const spent = formats.money(campaign.spent.micros, campaign.spent.currency);
  const budget = campaign.budget && formats.money(campaign.budget.micros, campaign.budget.currency);
  return (
    <div className="space-y-5">
      {campaign.reason_text && <Callout tone={campaign.status === "paused" ? "warn" : "info"}>{campaign.reason_text}</Callout>}
      {campaign.blocked_text && <Callout tone="bad">{campaign.blocked_text}</Callout>}
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">
        {FIGURES.map((name) => (
          <Stat key={name} label={t(`counters.${name}`)} value={<span className="tabular-nums">{formats.number(counters[name])}</span>} />
        ))}
      </div>
      <div className="grid gap-5 lg:grid-cols-2">
        <Card title={t("progress_title")}>
          <div className="space-y-2 text-sm" aria-live="polite">
            <Meter label={t("progress_title")} value={campaign.finished} max={Math.max(1, campaign.people)} text={people} />
            <p className="text-ink-2 tabular-nums">{people}</p>
            {campaign.audience_name && <p className="text-xs text-ink-3">{t("whom.of", { name: campaign.audience_name })}</p>}
            {!campaign.gathered && campaign.status === "running" && <p className="text-xs text-ink-3">{t("gathering")}</p>}
            {campaign.status === "scheduled" && campaign.starts_at && <p className="text-xs text-ink-3">{t("starts", { time: formats.dateTime(campaign.starts_at) })}</p>}
            {campaign.next_at && counters.calling === 0 && <p className="text-xs text-ink-3">{t("next", { time: formats.dateTime(campaign.next_at) })}</p>}
          </div>
        </Card>
        <Card title={t("cost_title")}>
          <div className="space-y-2 text-sm">
            {campaign.budget && budget && <Meter label={t("cost_title")} value={campaign.spent.micros + campaign.held.micros} max={campaign.budget.micros} text={t("cost_of", { spent, budget })} />}
            <p className="text-ink-2 tabular-nums">{budget ? t("cost_of", { spent, budget }) : spent}</p>
            {campaign.held.micros > 0 && <p className="text-xs text-ink-3">{t("cost_held", { held: formats.money(campaign.held.micros, campaign.held.currency) })}</p>}
          </div>
        </Card>
      </div>
      <Hours id={campaign.id} />
      <Attempts id={campaign.id} />
      <People
        id={campaign.id}
        actions={
          mayExport && (
            <>
              {(["csv", "xlsx"] as const).map((file) => (
                <Button key={file} asChild size="sm">
                  <a href={resultsAddress(campaign.id, file)} download>
                    <Download aria-hidden />
                    {t(`export.${file}`)}
                  </a>
                </Button>
              ))}
            </>
          )
        }
      />
    </div>
  );
}

function Hours({ id }: { id: string }) {
  const { t } = useTranslation("campaigns");
  const found = useQuery(hoursQuery(id));
  return (
    <Card title={t("hours.title")} description={t("hours.detail")}>
      {found.isPending && <SkeletonText lines={4} />}
      {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (found.data.length > 0 ? <HoursChart hours={found.data} /> : <p className="text-sm text-ink-2">{t("attempts.none")}</p>)}
    </Card>
  );
}

const cell = "px-4 py-2 text-left align-top";

function Table({ head, label, children }: { head: string[]; label: string; children: ReactNode }) {
  return (
    <div className="overflow-x-auto border-t border-line" role="region" aria-label={label}>
      <table className="w-full text-sm">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="border-b border-line text-xs text-ink-2">
            {head.map((name) => (
              <th key={name} scope="col" className={`${cell} font-medium whitespace-nowrap`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">{children}</tbody>
      </table>
    </div>
  );
}

function Outcome({ outcome }: { outcome: string }) {
  const { t } = useTranslation("campaigns");
  if (!outcome) return null;
  const tone = outcome === "booked" || outcome === "interested" ? "good" : outcome === "failed" || outcome === "opted_out" ? "bad" : "neutral";
  return <Pill tone={tone}>{OUTCOMES.has(outcome) ? t(`outcome.${outcome as "answered"}`) : outcome}</Pill>;
}

function PersonLink({ person }: { person: { id: string; name: string } }) {
  return (
    <Link to="/contacts/$contactId" params={{ contactId: person.id }} className="font-medium hover:underline">
      {person.name}
    </Link>
  );
}

function Attempts({ id }: { id: string }) {
  const { t } = useTranslation("campaigns");
  const formats = useFormats();
  const query = useInfiniteQuery(attemptsQuery(id));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush title={t("attempts.title")}>
      {query.isPending && <SkeletonText lines={4} className="p-4 pt-0" />}
      {query.isError && rows.length === 0 && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && <p className="px-4 pb-4 text-sm text-ink-2">{t("attempts.none")}</p>}
      {rows.length > 0 && (
        <Table label={t("attempts.title")} head={[t("people.name"), t("attempts.at"), t("attempts.number"), t("attempts.outcome"), t("attempts.talked"), t("attempts.cost")]}>
          {rows.map((one) => (
            <tr key={one.id}>
              <td className={cell}>
                <PersonLink person={one.contact} />
              </td>
              <td className={`${cell} whitespace-nowrap`}>
                <TimeAgo value={one.at} className="text-ink-2" />
              </td>
              <td className={`${cell} tabular-nums`}>{one.attempt}</td>
              <td className={cell}>{one.ended_at ? <Outcome outcome={one.outcome} /> : <Pill tone="info">{t("attempts.under_way")}</Pill>}</td>
              <td className={`${cell} whitespace-nowrap tabular-nums`}>{one.ended_at && one.duration_seconds > 0 ? formats.clock(one.duration_seconds) : "–"}</td>
              <td className={`${cell} whitespace-nowrap tabular-nums`}>{one.ended_at ? formats.money(one.cost.micros, one.cost.currency) : "–"}</td>
            </tr>
          ))}
        </Table>
      )}
      <More query={query} />
    </Card>
  );
}

function More({ query }: { query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  const { t } = useTranslation("campaigns");
  if (!query.hasNextPage) return null;
  return (
    <div className="border-t border-line p-3">
      <Button size="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t("more")}
      </Button>
    </div>
  );
}

function People({ id, actions }: { id: string; actions: ReactNode }) {
  const { t, i18n } = useTranslation("campaigns");
  const formats = useFormats();
  const [state, setState] = useState<State>();
  const query = useInfiniteQuery(peopleQuery(id, state, i18n.language));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush title={t("people.title")} actions={actions}>
      <div className="px-4 pb-3">
        <Select label={t("people.state")} className="max-w-56" value={state ?? "all"} options={[{ value: "all" as const, label: t("people.all") }, ...STATES.map((value) => ({ value, label: t(`state.${value}`) }))]} onValueChange={(value) => setState(value === "all" ? undefined : value)} />
      </div>
      {query.isPending && <SkeletonText lines={4} className="p-4 pt-0" />}
      {query.isError && rows.length === 0 && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && <p className="px-4 pb-4 text-sm text-ink-2">{t("people.none")}</p>}
      {rows.length > 0 && (
        <Table label={t("people.title")} head={[t("people.name"), t("people.state"), t("people.why"), t("people.attempts"), t("attempts.outcome")]}>
          {rows.map((one) => (
            <tr key={one.contact.id}>
              <td className={cell}>
                <PersonLink person={one.contact} />
                <span className="block text-xs whitespace-nowrap text-ink-3 tabular-nums">{one.phone}</span>
              </td>
              <td className={cell}>
                <Pill tone={one.state === "left_out" ? "warn" : one.state === "calling" ? "info" : "neutral"}>{t(`state.${one.state}`)}</Pill>
              </td>
              <td className={`${cell} min-w-44 text-ink-2`}>
                {one.reason_text}
                {one.next_at && one.state === "held" && <span className="block text-xs text-ink-3">{t("people.next", { time: formats.dateTime(one.next_at) })}</span>}
              </td>
              <td className={`${cell} tabular-nums`}>{one.attempts}</td>
              <td className={cell}>
                <Outcome outcome={one.outcome} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      <More query={query} />
    </Card>
  );
}
