import { useInfiniteQuery } from "@tanstack/react-query";
import type { LinkProps } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { Box, Crosshair, Download, History, UserRound, Zap } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { withQuery } from "@/api/client";
import { Button } from "@/ui/button";
import { DataTable, RowLink, type TableFilter, type TableView } from "@/ui/data-table";
import { DayRange } from "@/ui/day-range";
import { EmptyState } from "@/ui/empty-state";
import { Moment } from "@/ui/time-ago";
import { type AuditEntry, type Chain, filterQuery, trailQuery } from "./api";
import { nameIn } from "./changes";
import { EntrySheet } from "./entry-sheet";
import type { AuditView } from "./search";
import { ACTIONS, PLATFORM_ACTIONS, useAuditWords } from "./words";

export interface AuditTrailProps {
  chain: Chain;
  /** The page that it stands on: each entry has an address there. */
  to: NonNullable<LinkProps["to"]>;
  view: AuditView & { entry?: string | undefined };
  onViewChange: (patch: TableView) => void;
  /** In which days begin and end. */
  timeZone: string;
  /** Who may be asked for by name, besides those that are seen. */
  people?: { id: string; name: string }[] | undefined;
  /** The organization whose entries can be taken out. */
  exportOf?: string;
}

/** Who did what, the newest first, with an address for every question. */
export function AuditTrail({ chain, to, view, onViewChange, timeZone, people, exportOf }: AuditTrailProps) {
  const { t } = useTranslation("audit");
  const { entry: opened, ...asked } = view;
  const query = useInfiniteQuery(trailQuery(chain, asked, timeZone));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const shown = opened === undefined ? undefined : rows.find(({ id }) => id === opened);
  const names = useMemo(() => namesOf(rows), [rows]);
  const columns = useColumns(to, names);
  const filters = useFilters(chain, asked, rows, names, people);
  return (
    <>
      <DataTable
        id={chain === "/audit" ? "audit" : "platform-audit"}
        label={t("title")}
        columns={columns}
        query={query}
        rowId={(row) => row.id}
        rowName={(row) => row.action}
        view={{ ...asked }}
        onViewChange={onViewChange}
        filters={filters}
        toolbar={
          <>
            <DayRange from={asked.from} to={asked.to} onChange={(days) => onViewChange({ ...days })} />
            {exportOf && (
              <Button asChild variant="ghost">
                <a href={withQuery("/api/v1/audit/export", { organization: exportOf, ...filterQuery(asked, timeZone) })} download>
                  <Download aria-hidden />
                  {t("export")}
                </a>
              </Button>
            )}
          </>
        }
        empty={<EmptyState icon={<History aria-hidden />} title={t("empty")} description={t("empty_detail")} />}
      />
      {shown && <EntrySheet entry={shown} onClose={() => onViewChange({ entry: undefined })} onFilter={(patch) => onViewChange({ ...patch, entry: undefined })} />}
    </>
  );
}

/** What things are called: most acts tell only an id, but another act about the same thing may tell its name. */
function namesOf(rows: AuditEntry[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { subject_id: id, after, before } of rows) {
    const name = nameIn(after, before);
    if (id && name && !names.has(id)) names.set(id, name);
  }
  return names;
}

function useColumns(to: AuditTrailProps["to"], names: Map<string, string>): ColumnDef<AuditEntry>[] {
  const { t } = useTranslation("audit");
  const words = useAuditWords();
  return useMemo(
    () => [
      {
        id: "action",
        header: t("columns.action"),
        enableHiding: false,
        meta: { className: "w-full max-w-0" },
        cell: ({ row: { original: entry } }) => {
          const name = nameIn(entry.after, entry.before) ?? names.get(entry.subject_id);
          return (
            <div className="min-w-0">
              <RowLink to={to} search={((before: object) => ({ ...before, entry: entry.id })) as never} className="block truncate">
                {words.action(entry.action)}
                {name && <span className="font-normal text-ink-2"> · {name}</span>}
              </RowLink>
              <span className="flex min-w-0 gap-2 text-xs text-ink-3">
                <span className="truncate @lg:hidden">{words.actor(entry)}</span>
                <span className="truncate font-mono text-2xs leading-4">{entry.action}</span>
              </span>
            </div>
          );
        },
      },
      { id: "actor", header: t("columns.actor"), meta: { from: "sm", className: "whitespace-nowrap" }, cell: ({ row }) => <span className="block max-w-40 truncate">{words.actor(row.original)}</span> },
      { id: "address", header: t("columns.address"), meta: { from: "lg" }, cell: ({ row }) => <span className="font-mono text-xs text-ink-2">{row.original.address}</span> },
      { id: "at", header: t("columns.at"), meta: { align: "end", className: "whitespace-nowrap" }, cell: ({ row }) => <Moment value={row.original.at} className="relative z-10 text-xs text-ink-2" /> },
    ],
    [t, to, names, words],
  );
}

function useFilters(chain: Chain, view: AuditView, rows: AuditEntry[], names: Map<string, string>, people: AuditTrailProps["people"]): TableFilter[] {
  const { t } = useTranslation("audit");
  const words = useAuditWords();
  return useMemo(() => {
    const groups = chain === "/audit" ? ACTIONS : PLATFORM_ACTIONS;
    const known = view.subject_kind ? (groups[view.subject_kind] ?? []) : Object.values(groups).flat();
    const actions = [...new Set([...known, ...(view.action ? [view.action] : [])])];
    const named = new Map([...rows.filter((row) => row.actor_id !== null).map((row) => [row.actor_id ?? "", row.actor_name] as const), ...(people ?? []).map(({ id, name }) => [id, name] as const)]);
    if (view.actor && !named.has(view.actor)) named.set(view.actor, view.actor);
    const filters: TableFilter[] = [
      { id: "actor", label: t("columns.actor"), icon: <UserRound aria-hidden />, options: [...named].map(([value, label]) => ({ value, label: label || value })).sort((one, other) => one.label.localeCompare(other.label)) },
      { id: "subject_kind", label: t("columns.subject"), icon: <Box aria-hidden />, options: Object.keys(groups).filter((kind) => kind !== "reading").map((value) => ({ value, label: words.kind(value) })) },
      { id: "action", label: t("columns.action"), icon: <Zap aria-hidden />, options: actions.map((value) => ({ value, label: words.action(value) })) },
    ];
    // One thing is asked for from an entry about it.
    if (view.subject) filters.push({ id: "subject", label: t("columns.thing"), icon: <Crosshair aria-hidden />, options: [{ value: view.subject, label: names.get(view.subject) ?? view.subject }] });
    return filters.filter(({ options }) => options.length > 0);
  }, [t, words, chain, view.subject_kind, view.action, view.actor, view.subject, rows, names, people]);
}
