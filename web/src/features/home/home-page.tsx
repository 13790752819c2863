import { useQuery } from "@tanstack/react-query";
import { Link, type RegisteredRouter, useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { DayChart, type Figures, figuresQuery, LanguageBars, type Measure, useCompared } from "@/features/figures";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Card, Stat } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { Skeleton } from "@/ui/skeleton";
import { firstAgentQuery } from "./api";
import { FirstSteps } from "./first-steps";

// Lists bring the overlay parts with them, which the first page does not wait for.
const HomeFilters = lazy(() => import("./home-filters"));
const ActivityList = lazy(() => import("./activity-list"));
const AgentTable = lazy(() => import("./agent-table"));
const SetupReminder = lazy(() => import("./setup-reminder"));
const HourMap = lazy(() => import("./hour-map"));

type HomeSearch = ReturnType<typeof useSearch<RegisteredRouter, "/app/">>;

export function HomePage() {
  const { t } = useTranslation("home");
  const navigate = useNavigate();
  const { range = "7d", agent } = useSearch({ from: "/app/" });
  const mayRead = useMay("metric:read");
  const mayCreate = useMay("agent:create");
  const maySetUp = useMay("business:update");
  const mayReadAgents = useMay("agent:read");
  const mayReadConversations = useMay("conversation:read");
  const found = useQuery({ ...figuresQuery(range, agent), enabled: mayRead });
  const agents = useQuery({ ...firstAgentQuery, enabled: mayReadAgents }).data;
  const home = found.data;
  const change = (patch: Partial<HomeSearch>) => void navigate({ to: "/", search: (before: HomeSearch) => ({ ...before, ...patch }) as HomeSearch, replace: true });
  // Nobody has talked with an agent yet: what to do says more than a page of zeros.
  const fresh = home ? !agent && home.conversations.value === 0 && !home.conversations.before && home.running_now === 0 : !mayRead;

  const running = ({ running_now }: Figures) => (
    <Pill tone="good" dot>
      {t("running", { count: running_now })}
    </Pill>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        status={
          home && home.running_now > 0 ? (
            mayReadConversations ? (
              <Link to="/conversations" search={{ status: "active" }} className="rounded-full">
                {running(home)}
              </Link>
            ) : (
              running(home)
            )
          ) : undefined
        }
        actions={
          <>
            {mayRead && agents && agents.length > 0 && (
              <Suspense fallback={<Skeleton className="h-8 w-80 max-w-full" />}>
                <HomeFilters range={range} agent={agent} onChange={change} />
              </Suspense>
            )}
            {mayCreate && (
              <Button asChild variant="primary">
                <Link to="/agents" search={{ new: true }}>
                  {t("new_agent")}
                </Link>
              </Button>
            )}
          </>
        }
      />
      <PageBody className={cn("space-y-4 transition-opacity duration-150", found.isPlaceholderData && "opacity-60")}>
        {maySetUp && agents && (
          <Suspense>
            <SetupReminder hasAgent={agents.length > 0} />
          </Suspense>
        )}
        {fresh && <FirstSteps agentId={agents?.[0]?.id} />}
        {found.isError && !home && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {mayRead && !(found.isError && !home) && (
          <>
            <Stats home={home} />
            {!fresh && <Charts home={home} />}
            {home && (!fresh || home.activity.length > 0) && (
              <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,1fr)]">
                <Suspense
                  fallback={
                    <>
                      <Skeleton className="h-60 w-full" />
                      <Skeleton className="h-60 w-full" />
                    </>
                  }
                >
                  <div className="min-w-0 space-y-4">
                    <AgentTable agents={home.agents} />
                    <LanguageBars languages={home.languages} />
                  </div>
                  <ActivityList home={home} />
                </Suspense>
              </div>
            )}
          </>
        )}
      </PageBody>
    </>
  );
}

function Stats({ home }: { home: Figures | undefined }) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  const against = useCompared(home?.days ?? 7);
  const figures = home && [
    { label: t("stats.agents"), value: formats.number(home.active_agents), note: t("running", { count: home.running_now }) },
    { label: t("stats.conversations"), value: formats.number(home.conversations.value ?? 0), ...against(home.conversations) },
    { label: t("stats.conversion"), value: shown(home.conversion, (value) => formats.percent(value)), ...against(home.conversion) },
    { label: t("stats.response"), value: shown(home.response_ms, formats.milliseconds), ...against(home.response_ms, true) },
    { label: t("stats.response_p95"), value: shown(home.response_p95_ms, formats.milliseconds), ...against(home.response_p95_ms, true) },
  ];
  const names = [t("stats.agents"), t("stats.conversations"), t("stats.conversion"), t("stats.response"), t("stats.response_p95")];
  return (
    <div className="grid grid-cols-2 gap-4 max-sm:gap-3 lg:grid-cols-5" aria-busy={!home}>
      {figures ? figures.map((figure) => <Stat key={figure.label} {...figure} className="max-lg:first:col-span-2" />) : names.map((label) => <Stat key={label} label={label} value={undefined} note={<>&nbsp;</>} className="max-lg:first:col-span-2" />)}
    </div>
  );
}

const shown = ({ value }: Measure, format: (value: number) => string): string => (value === null ? "—" : format(value));

function Charts({ home }: { home: Figures | undefined }) {
  const { t } = useTranslation("home");
  const waiting = (
    <>
      <Card title={t("per_day.title")}>
        <Skeleton className="h-60 w-full" />
      </Card>
      <Card title={t("hours.title")}>
        <Skeleton className="h-60 w-full" />
      </Card>
    </>
  );
  return (
    <div className="grid gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,1fr)]">
      {home ? (
        <Suspense fallback={waiting}>
          <DayChart days={home.per_day} />
          <HourMap hours={home.hours} />
        </Suspense>
      ) : (
        waiting
      )}
    </div>
  );
}
