import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, Outlet, type RegisteredRouter, useNavigate, useSearch } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { Activity, ArrowLeftRight, Download, PhoneOutgoing, Target } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { DataTable, RowLink, type TableFilter, type TableView } from "@/ui/data-table";
import { DayRange } from "@/ui/day-range";
import { EmptyState } from "@/ui/empty-state";
import { LinkTabs } from "@/ui/link-tabs";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { TimeAgo } from "@/ui/time-ago";
import { type Call, type CallFilter, callsQuery, DIRECTIONS, exportAddress, OUTCOMES } from "./api";
import { CallState } from "./call-state";
import { outcomeTone, useCallWords } from "./words";

type CallSearch = ReturnType<typeof useSearch<RegisteredRouter, "/app/calls">>;

/** The chats and the calls are two lists of one thing. */
export function TalkTabs() {
  const { t } = useTranslation("calls");
  return (
    <LinkTabs
      label={t("tabs.title")}
      tabs={[
        { to: "/conversations", label: t("tabs.chats") },
        { to: "/calls", label: t("tabs.calls") },
      ]}
    />
  );
}

export function CallsPage() {
  const { t } = useTranslation("calls");
  const navigate = useNavigate();
  const view = useSearch({ from: "/app/calls" });
  const { membership } = useSession();
  const filter = filterOf(view);
  const query = useInfiniteQuery(callsQuery(filter));
  const columns = useColumns();
  const filters = useFilters();
  const change = useCallback((patch: TableView) => void navigate({ to: "/calls", search: (before: CallSearch) => ({ ...before, ...patch }) as CallSearch, replace: true }), [navigate]);
  return (
    <>
      <PageHeader title={t("title")} />
      {membership.permissions.includes("conversation:read") && <TalkTabs />}
      <PageBody>
        <DataTable
          id="calls"
          label={t("title")}
          columns={columns}
          query={query}
          rowId={(call) => call.id}
          rowName={(call) => call.contact?.name ?? call.to_number}
          view={view}
          onViewChange={change}
          search={t("search")}
          filters={filters}
          toolbar={
            <>
              <DayRange from={view.from} to={view.to} onChange={(days) => change({ ...days })} />
              {membership.permissions.includes("conversation:export") && (
                <Button variant="ghost" asChild>
                  <a href={exportAddress(filter)} download>
                    <Download aria-hidden />
                    {t("export")}
                  </a>
                </Button>
              )}
            </>
          }
          empty={
            <EmptyState
              icon={<PhoneOutgoing aria-hidden />}
              title={t("empty.title")}
              description={t("empty.description")}
              action={
                <Button asChild variant="primary">
                  <Link to="/contacts" search={{}}>
                    {t("empty.action")}
                  </Link>
                </Button>
              }
            />
          }
        />
      </PageBody>
      <Outlet />
    </>
  );
}

/** What the address asks for; a word that we do not know asks for nothing. */
function filterOf({ search, ...view }: CallSearch): CallFilter {
  const known = <T extends string>(words: readonly T[], word: string | undefined) => words.find((one) => one === word);
  return { ...view, q: search, running: known(["true", "false"], view.running), outcome: known(OUTCOMES, view.outcome), direction: known(DIRECTIONS, view.direction) };
}

function useFilters(): TableFilter[] {
  const { t } = useTranslation("calls");
  return useMemo(
    () => [
      { id: "running", label: t("columns.state"), icon: <Activity aria-hidden />, options: (["true", "false"] as const).map((value) => ({ value, label: t(`running.${value}`) })) },
      { id: "outcome", label: t("columns.outcome"), icon: <Target aria-hidden />, options: OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) })) },
      { id: "direction", label: t("columns.direction"), icon: <ArrowLeftRight aria-hidden />, options: DIRECTIONS.map((value) => ({ value, label: t(`direction.${value}`) })) },
    ],
    [t],
  );
}

function useColumns(): ColumnDef<Call>[] {
  const { t } = useTranslation("calls");
  const formats = useFormats();
  const words = useCallWords();
  return useMemo(
    () => [
      {
        id: "contact",
        header: t("columns.contact"),
        enableHiding: false,
        meta: { className: "w-full max-w-0" },
        cell: ({ row: { original: call } }) => (
          <div className="min-w-0">
            <RowLink to="/calls/$callId" params={{ callId: call.id }} search={true} className="block truncate">
              {words.party(call)}
            </RowLink>
            <span className="block truncate text-xs text-ink-3">{[t(`direction.${call.direction}`), call.kind && t(`kind.${call.kind}`), call.agent?.name, call.summary].filter(Boolean).join(" · ")}</span>
          </div>
        ),
      },
      { id: "state", header: t("columns.state"), meta: { className: "whitespace-nowrap" }, cell: ({ row }) => <CallState call={row.original} /> },
      {
        id: "outcome",
        header: t("columns.outcome"),
        meta: { from: "md", className: "whitespace-nowrap" },
        cell: ({ row: { original: call } }) => (call.outcome ? <Pill tone={outcomeTone(call.outcome)}>{words.outcome(call.outcome)}</Pill> : <span className="text-xs text-ink-3">{words.ending(call)}</span>),
      },
      { id: "duration", header: t("columns.duration"), meta: { from: "lg", className: "text-right whitespace-nowrap tabular-nums" }, cell: ({ row }) => (row.original.duration_seconds === null ? "—" : formats.clock(row.original.duration_seconds)) },
      { id: "cost", header: t("columns.cost"), meta: { from: "lg", className: "text-right whitespace-nowrap tabular-nums" }, cell: ({ row: { original: call } }) => (call.cost ? formats.money(call.cost.micros, call.cost.currency) : "—") },
      { id: "account", header: t("columns.account"), meta: { from: "lg" }, cell: ({ row }) => <span className="text-ink-2">{row.original.account.label}</span> },
      {
        id: "created_at",
        header: t("columns.when"),
        meta: { from: "sm", className: "text-right whitespace-nowrap" },
        cell: ({ row }) => <TimeAgo value={row.original.created_at} className="text-ink-2" />,
      },
    ],
    [t, formats, words],
  );
}
