import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import { type ColumnDef, flexRender, getCoreRowModel, type Header, type Row, useReactTable } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, SearchX } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page } from "@/api/client";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { storage } from "@/lib/storage";
import { Button } from "../button";
import { Checkbox } from "../checkbox";
import { EmptyState } from "../empty-state";
import { ErrorState } from "../error-state";
import { Skeleton } from "../skeleton";
import { TableToolbar } from "./table-toolbar";
import { FROM, type TableFilter, type TableView } from "./types";

export interface DataTableProps<T> {
  /** Remembers which columns are shown. */
  id: string;
  /** Read aloud: what the rows are. */
  label: string;
  columns: ColumnDef<T>[];
  query: UseInfiniteQueryResult<InfiniteData<Page<T>>, Error>;
  rowId: (row: T) => string;
  view: TableView;
  onViewChange: (patch: TableView) => void;
  /** The placeholder of the search box; without it there is none. */
  search?: string;
  filters?: TableFilter[];
  /** Where a row leads. Its first column must draw the link with RowLink. */
  rowName: (row: T) => string;
  /** A menu at the end of the row. */
  rowActions?: (row: T) => ReactNode;
  bulkActions?: (rows: T[], clear: () => void) => ReactNode;
  /** Shown when there is nothing at all yet. */
  empty: ReactNode;
  /** Further buttons at the end of the toolbar: export, mostly. */
  toolbar?: ReactNode;
}

/** The name of a row as a link whose area is the whole row. */
export function RowLink({ children, className, ...link }: Pick<LinkProps, "to" | "params" | "search"> & { children: ReactNode; className?: string }) {
  return (
    <Link {...link} className={cn("font-medium text-ink outline-none after:absolute after:inset-0 focus-visible:after:rounded-xs focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent", className)}>
      {children}
    </Link>
  );
}

export function DataTable<T>({ id, label, columns, query, rowId, rowName, view, onViewChange, search, filters = [], rowActions, bulkActions, empty, toolbar }: DataTableProps<T>) {
  const { t } = useTranslation("table");
  const formats = useFormats();
  const [visibility, setVisibility] = useState<Record<string, boolean>>(() => storage.readJson(`columns.${id}`, {}));
  const [selection, setSelection] = useState<Record<string, boolean>>({});
  useEffect(() => void storage.writeJson(`columns.${id}`, visibility), [id, visibility]);

  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const total = query.data?.pages[0]?.total ?? undefined;
  const narrowing = Object.keys(view).filter((name) => name !== "sort" && view[name] !== undefined);
  // By what it says, not by which object says it: a page that is drawn again as its rows are renewed keeps what is chosen.
  const viewed = JSON.stringify(view);
  useEffect(() => setSelection({}), [viewed]);

  const table = useReactTable({
    data: rows,
    columns,
    getRowId: rowId,
    getCoreRowModel: getCoreRowModel(),
    manualSorting: true,
    state: { columnVisibility: visibility, rowSelection: selection },
    onColumnVisibilityChange: setVisibility,
    onRowSelectionChange: setSelection,
  });
  const chosen = table.getSelectedRowModel().rows.map((row) => row.original);

  if (query.isError && rows.length === 0) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isSuccess && rows.length === 0 && narrowing.length === 0) return empty;

  return (
    <div className="@container min-w-0">
      <TableToolbar
        table={table}
        view={view}
        onViewChange={onViewChange}
        filters={filters}
        {...(search ? { search } : {})}
        trailing={toolbar}
        selection={
          bulkActions && chosen.length > 0 ? { count: chosen.length, actions: bulkActions(chosen, () => setSelection({})), clear: () => setSelection({}) } : undefined
        }
      />
      <div className="overflow-x-auto">
        <table aria-label={label} aria-busy={query.isPending || query.isPlaceholderData} className={cn("w-full border-collapse text-sm transition-opacity duration-150", query.isPlaceholderData && "opacity-60")}>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id} className="border-b border-line">
                {bulkActions && (
                  <th scope="col" className="w-8 py-2 pl-1 text-left">
                    <Checkbox
                      bare
                      label={t("select_all")}
                      checked={table.getIsAllRowsSelected() ? true : table.getIsSomeRowsSelected() ? "indeterminate" : false}
                      onCheckedChange={(checked) => table.toggleAllRowsSelected(checked)}
                    />
                  </th>
                )}
                {group.headers.map((header) => (
                  <HeaderCell key={header.id} header={header} sort={view.sort} onSort={(sort) => onViewChange({ sort })} />
                ))}
                {rowActions && (
                  <th scope="col" className="w-10">
                    <span className="sr-only">{t("actions")}</span>
                  </th>
                )}
              </tr>
            ))}
          </thead>
          <tbody>
            {query.isPending
              ? Array.from({ length: 8 }, (_, index) => (
                  <tr key={index} className="h-13 border-b border-line">
                    {bulkActions && <td />}
                    {table.getVisibleLeafColumns().map((column, at) => (
                      <td key={column.id} className={cn("px-2", column.columnDef.meta?.from && FROM[column.columnDef.meta.from])}>
                        <Skeleton className={cn("h-3.5", at === 0 ? "w-44" : "w-16", column.columnDef.meta?.align && "ml-auto")} />
                      </td>
                    ))}
                    {rowActions && <td />}
                  </tr>
                ))
              : table.getRowModel().rows.map((row) => (
                  <BodyRow key={row.id} row={row} name={rowName(row.original)} selectable={Boolean(bulkActions)} actions={rowActions?.(row.original)} />
                ))}
          </tbody>
        </table>
      </div>
      {query.isSuccess && rows.length === 0 && (
        <EmptyState
          compact
          icon={<SearchX aria-hidden />}
          title={t("nothing_found")}
          description={t("nothing_found_detail")}
          action={
            <Button onClick={() => onViewChange(Object.fromEntries(narrowing.map((name) => [name, undefined])))}>{t("clear_filters")}</Button>
          }
        />
      )}
      {rows.length > 0 && (
        <div className="flex min-h-12 items-center gap-3 px-2 text-xs text-ink-3" aria-live="polite">
          <span>{total === undefined ? t("shown", { count: rows.length, shown: formats.number(rows.length) }) : t("shown_of", { shown: formats.number(rows.length), total: formats.number(total) })}</span>
          {query.hasNextPage && (
            <Button size="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t("more")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function HeaderCell<T>({ header, sort, onSort }: { header: Header<T, unknown>; sort: string | undefined; onSort: (sort: string | undefined) => void }) {
  const meta = header.column.columnDef.meta;
  const sorts = meta?.sorts;
  const at = sort === undefined || !sorts ? -1 : sorts.indexOf(sort);
  const direction = at < 0 ? undefined : sort?.startsWith("-") ? "descending" : "ascending";
  const content = flexRender(header.column.columnDef.header, header.getContext());
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={cn("px-2 py-2 text-left text-xs font-medium whitespace-nowrap text-ink-3", meta?.align && "text-right", meta?.from && FROM[meta.from], meta?.className)}
    >
      {sorts ? (
        <button
          type="button"
          className={cn("inline-flex min-h-6 items-center gap-1 rounded-xs hover:text-ink", direction && "text-ink")}
          onClick={() => onSort(sorts[at + 1])}
        >
          {content}
          {direction === "ascending" && <ArrowUp aria-hidden className="size-3" />}
          {direction === "descending" && <ArrowDown aria-hidden className="size-3" />}
        </button>
      ) : (
        content
      )}
    </th>
  );
}

function BodyRow<T>({ row, name, selectable, actions }: { row: Row<T>; name: string; selectable: boolean; actions: ReactNode }) {
  const { t } = useTranslation("table");
  const selected = row.getIsSelected();
  return (
    <tr data-selected={selected || undefined} className={cn("group relative h-13 border-b border-line transition-colors duration-100 hover:bg-sunken", selected && "bg-accent-soft hover:bg-accent-soft")}>
      {selectable && (
        <td className="relative z-10 w-8 pl-1">
          <Checkbox bare label={t("select", { name })} checked={selected} onCheckedChange={(checked) => row.toggleSelected(checked)} />
        </td>
      )}
      {row.getVisibleCells().map((cell) => {
        const meta = cell.column.columnDef.meta;
        return (
          <td key={cell.id} className={cn("px-2 py-1.5 align-middle", meta?.align && "text-right", meta?.from && FROM[meta.from], meta?.className)}>
            {flexRender(cell.column.columnDef.cell, cell.getContext())}
          </td>
        );
      })}
      {actions !== undefined && <td className="relative z-10 w-10 text-right">{actions}</td>}
    </tr>
  );
}
