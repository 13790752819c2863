import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, Outlet, type RegisteredRouter, useNavigate, useSearch } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { BadgeAlert, Download, FlaskConical, MessagesSquare, Star } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { DataTable, RowLink, type TableView } from "@/ui/data-table";
import { DayRange } from "@/ui/day-range";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { EmptyState } from "@/ui/empty-state";
import { LinkTabs } from "@/ui/link-tabs";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { TimeAgo } from "@/ui/time-ago";
import { type ConversationFilter, conversationsQuery, type ConversationSummary, exportAddress } from "./api";
import { useFilters } from "./filters";
import { outcomeTone, statusTone, useWords } from "./words";

type ConversationSearch = ReturnType<typeof useSearch<RegisteredRouter, "/app/conversations">>;

export function ConversationsPage() {
  const { t } = useTranslation("conversations");
  const navigate = useNavigate();
  const view = useSearch({ from: "/app/conversations" });
  const { membership } = useSession();
  const query = useInfiniteQuery(conversationsQuery(view));
  const columns = useColumns();
  const filters = useFilters(view);
  const change = useCallback(
    (patch: TableView) => void navigate({ to: "/conversations", search: (before: ConversationSearch) => ({ ...before, ...patch }) as ConversationSearch, replace: true }),
    [navigate],
  );
  return (
    <>
      <PageHeader title={t("title")} />
      {membership.permissions.includes("call:read") && (
        <LinkTabs
          label={t("title")}
          tabs={[
            { to: "/conversations", label: t("tabs.chats") },
            { to: "/calls", label: t("tabs.calls") },
          ]}
        />
      )}
      <PageBody>
        <DataTable
          id="conversations"
          label={t("title")}
          columns={columns}
          query={query}
          rowId={(one) => one.id}
          rowName={(one) => one.preview || one.agent.name}
          view={view}
          onViewChange={change}
          search={t("search")}
          filters={filters}
          toolbar={
            <>
              <DayRange from={view.from} to={view.to} onChange={(days) => change({ ...days })} />
              {membership.permissions.includes("conversation:export") && <ExportMenu filter={view} />}
            </>
          }
          empty={
            <EmptyState
              icon={<MessagesSquare aria-hidden />}
              title={t("empty.title")}
              description={t("empty.description")}
              action={
                <>
                  <Button asChild variant="primary">
                    <Link to="/agents">{t("empty.try")}</Link>
                  </Button>
                  <Button onClick={() => change({ tests: "only" })}>{t("empty.tests")}</Button>
                </>
              }
            />
          }
        />
      </PageBody>
      <Outlet />
    </>
  );
}

function ExportMenu({ filter }: { filter: ConversationFilter }) {
  const { t } = useTranslation("conversations");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost">
          <Download aria-hidden />
          {t("export.open")}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {(["csv", "json"] as const).map((format) => (
          <DropdownMenuItem key={format} asChild>
            <a href={exportAddress(filter, format)} download>
              {t(`export.${format}`)}
            </a>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function useColumns(): ColumnDef<ConversationSummary>[] {
  const { t } = useTranslation("conversations");
  const formats = useFormats();
  const words = useWords();
  return useMemo(
    () => [
      {
        id: "preview",
        header: t("columns.preview"),
        enableHiding: false,
        meta: { className: "w-full max-w-0" },
        cell: ({ row: { original: one } }) => (
          <div className="min-w-0">
            <RowLink to="/conversations/$conversationId" params={{ conversationId: one.id }} search={true} className="block truncate">
              {one.preview || t("nothing_said")}
            </RowLink>
            <span className="flex min-w-0 items-center gap-1.5 text-xs text-ink-3">
              {one.contradictions > 0 && (
                <span className="flex shrink-0 items-center gap-1 text-warn">
                  <BadgeAlert aria-hidden className="size-3" />
                  {t("contradicting.row")}
                </span>
              )}
              {one.test && <FlaskConical aria-label={t("test")} className="size-3 shrink-0" />}
              <span className="truncate">
                {one.agent.name} · {words.channel(one.channel)} · {t("messages", { count: one.messages })}
              </span>
            </span>
          </div>
        ),
      },
      {
        id: "status",
        header: t("columns.status"),
        meta: { className: "whitespace-nowrap" },
        cell: ({ row: { original: one } }) => (
          <Pill tone={statusTone(one)} dot={one.status !== "ended"} className="max-w-48">
            {words.status(one)}
          </Pill>
        ),
      },
      { id: "outcome", header: t("columns.outcome"), meta: { from: "md", className: "whitespace-nowrap" }, cell: ({ row }) => row.original.outcome && <Pill tone={outcomeTone(row.original.outcome)}>{words.outcome(row.original.outcome)}</Pill> },
      { id: "language", header: t("columns.language"), meta: { from: "lg" }, cell: ({ row }) => <span className="text-ink-2">{formats.languageName(row.original.language)}</span> },
      {
        id: "tags",
        header: t("columns.tags"),
        meta: { from: "lg" },
        cell: ({ row: { original: one } }) => (
          <span className="flex items-center gap-1 whitespace-nowrap">
            {one.tags.slice(0, 2).map((tag) => (
              <Pill key={tag}>{tag}</Pill>
            ))}
            {one.tags.length > 2 && <span className="text-xs text-ink-3">+{one.tags.length - 2}</span>}
          </span>
        ),
      },
      { id: "rating", header: t("columns.rating"), meta: { from: "md", align: "end" }, cell: ({ row }) => <Rating csat={row.original.csat} nps={row.original.nps} /> },
      { id: "cost", header: t("columns.cost"), meta: { from: "lg", align: "end", className: "whitespace-nowrap" }, cell: ({ row }) => <span className="text-ink-2">{formats.money(row.original.cost_micros, row.original.currency)}</span> },
      {
        id: "started",
        header: t("columns.started"),
        meta: { from: "sm", align: "end", sorts: ["started_at", "-started_at"], className: "whitespace-nowrap" },
        cell: ({ row }) => <TimeAgo value={row.original.started_at} className="relative z-10 text-xs text-ink-2" />,
      },
      {
        id: "last",
        header: t("columns.last"),
        meta: { from: "lg", align: "end", sorts: ["-last_at"], className: "whitespace-nowrap" },
        cell: ({ row }) => <TimeAgo value={row.original.last_at} className="relative z-10 text-xs text-ink-2" />,
      },
    ],
    [t, formats, words],
  );
}

function Rating({ csat, nps }: { csat: number | null; nps: number | null }) {
  const { t } = useTranslation("conversations");
  if (csat === null && nps === null) return null;
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap text-ink-2">
      <Star aria-hidden className="size-3.5 text-ink-3" />
      {csat === null ? t("rating.nps", { score: nps }) : t("rating.csat", { score: csat })}
    </span>
  );
}
