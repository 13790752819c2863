import { useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card, Stat } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { callsQuery, type Health, healthQuery, useCallsSwitch } from "./api";
import { CallsSwitch } from "./calls-switch";
import { complaintsOf } from "./complaints";

/** How the installation is, and what somebody should look at. */
export function HealthPage() {
  const { t } = useTranslation("platform");
  const formats = useFormats();
  const found = useQuery(healthQuery);
  const health = found.data;
  if (found.isError && !health) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const complaints = health ? complaintsOf(health) : [];
  return (
    <div className="max-w-5xl space-y-4">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 text-sm text-ink-2" aria-live="polite">
          {health && (
            <>
              {t("health.asked")} <TimeAgo value={new Date(found.dataUpdatedAt)} />
            </>
          )}
        </p>
        <Button loading={found.isFetching} onClick={() => void found.refetch()}>
          <RotateCw aria-hidden />
          {t("health.again")}
        </Button>
      </div>
      {health && complaints.length === 0 && <Callout tone="good">{t("health.well")}</Callout>}
      {complaints.map((one) => (
        <Callout key={one} tone={one === "no_workers" ? "bad" : "warn"} title={t(`health.${one}`)}>
          {t(`health.${one}_detail`)}
        </Callout>
      ))}
      <AllCalls />
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <Stat label={t("health.workers")} value={health && formats.number(health.queue.workers)} note={health?.queue.last_heard ? <>{t("health.heard")} <TimeAgo value={health.queue.last_heard} /></> : t("health.never_heard")} />
        <Stat label={t("health.waiting")} value={health && formats.number(health.queue.waiting)} note={health && (health.queue.oldest_waiting_seconds === null ? t("health.none_waiting") : t("health.oldest", { time: formats.duration(Math.round(health.queue.oldest_waiting_seconds)) }))} />
        <Stat label={t("health.running")} value={health && formats.number(health.queue.running)} note={t("health.running_note")} />
        <Stat label={t("health.failed")} value={health && formats.number(health.queue.failed)} note={t("health.failed_note")} />
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        <Card title={t("health.database")}>
          <Facts
            rows={[
              [t("health.size"), health && formats.bytes(health.database.size_bytes)],
              [t("health.connections"), health && <Connections key="connections" database={health.database} />],
              [t("health.migrations"), health && formats.number(health.database.migrations)],
            ]}
          />
        </Card>
        <Card title={t("health.versions")}>
          <Facts
            rows={[
              ["Centralita", health?.versions.centralita],
              ["PostgreSQL", health?.versions.postgresql],
              ["Python", health?.versions.python],
              ["Django", health?.versions.django],
            ]}
          />
        </Card>
      </div>
    </div>
  );
}

/** Whether this installation may call anybody. */
function AllCalls() {
  const { t } = useTranslation("platform");
  const showError = useToastError();
  const calls = useQuery(callsQuery);
  const turn = useCallsSwitch();
  const run = (reason: string | null) => turn.mutateAsync(reason, { onError: showError });
  if (!calls.data) return null;
  return (
    <Card title={t("calls.everywhere")} description={t("calls.everywhere_detail")}>
      <CallsSwitch stopped={calls.data.stopped} whom={t("calls.everybody")} busy={turn.isPending} onStop={run} onResume={() => run(null)} />
    </Card>
  );
}

function Facts({ rows }: { rows: [string, ReactNode][] }) {
  return (
    <dl className="divide-y divide-line text-sm">
      {rows.map(([term, value]) => (
        <div key={term} className="flex items-center gap-4 py-2 first:pt-0 last:pb-0">
          <dt className="min-w-0 flex-1 text-ink-2">{term}</dt>
          <dd className={cn("tabular-nums", value === undefined && "h-3.5 w-16 animate-breathe rounded-xs bg-hover")}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Connections({ database }: { database: Health["database"] }) {
  const { t } = useTranslation("platform");
  const formats = useFormats();
  const share = database.connections / database.maximum_connections;
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden className="h-1.5 w-24 overflow-hidden rounded-full bg-hover">
        <span className={cn("block h-full rounded-full", share > 0.8 ? "bg-warn" : "bg-accent")} style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
      {t("health.connections_of", { used: formats.number(database.connections), most: formats.number(database.maximum_connections) })}
    </span>
  );
}
