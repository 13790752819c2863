import type { Table } from "@tanstack/react-table";
import { Columns3, ListFilter, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDebounced } from "@/lib/use-debounced";
import { Button, IconButton } from "../button";
import { Combobox } from "../combobox";
import { DropdownMenu, DropdownMenuCheckboxItem, DropdownMenuContent, DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem, DropdownMenuSub, DropdownMenuTrigger } from "../dropdown-menu";
import { SearchInput } from "../input";
import type { TableFilter, TableView } from "./types";

export interface TableToolbarProps<T> {
  /** Whose columns may be hidden; none where what is shown has no columns. */
  table?: Table<T>;
  view: TableView;
  onViewChange: (patch: TableView) => void;
  filters: TableFilter[];
  search?: string;
  trailing?: ReactNode;
  /** While rows are chosen the toolbar is about them. */
  selection?: { count: number; actions: ReactNode; clear: () => void } | undefined;
}

export function TableToolbar<T>({ table, view, onViewChange, filters, search, trailing, selection }: TableToolbarProps<T>) {
  const { t } = useTranslation("table");
  if (selection) {
    return (
      <div role="region" aria-label={t("selection")} className="mb-2 flex min-h-10 flex-wrap items-center gap-2 rounded-m bg-accent-soft px-2 py-1">
        <IconButton label={t("clear_selection")} size="icon-sm" onClick={selection.clear}>
          <X aria-hidden />
        </IconButton>
        <span className="mr-2 text-sm font-medium" aria-live="polite">
          {t("selected", { count: selection.count })}
        </span>
        {selection.actions}
      </div>
    );
  }
  const searched = filters.filter((filter) => filter.onSearch);
  const active = filters.filter((filter) => !filter.onSearch && view[filter.id] !== undefined);
  const free = filters.filter((filter) => !filter.onSearch && view[filter.id] === undefined);
  const hideable = table?.getAllLeafColumns().filter((column) => column.getCanHide()) ?? [];
  return (
    <div className="mb-2 flex flex-wrap items-center gap-2">
      {search && <TableSearch label={search} value={view.search ?? ""} onChange={(text) => onViewChange({ search: text || undefined })} />}
      {searched.map((filter) => (
        <SearchedFilter key={filter.id} filter={filter} value={view[filter.id] === undefined ? "" : String(view[filter.id])} onChange={(value) => onViewChange({ [filter.id]: value })} />
      ))}
      {active.map((filter) => (
        <FilterChip key={filter.id} filter={filter} value={String(view[filter.id])} onChange={(value) => onViewChange({ [filter.id]: value })} />
      ))}
      {free.length > 0 && (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost">
              <ListFilter aria-hidden />
              {t("filter")}
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            {free.map((filter) => (
              <DropdownMenuSub key={filter.id} label={filter.label} icon={filter.icon}>
                <FilterOptions filter={filter} value="" onChange={(value) => onViewChange({ [filter.id]: value })} />
              </DropdownMenuSub>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
      )}
      <div className="ml-auto flex flex-wrap items-center justify-end gap-1">
        {trailing}
        {hideable.length > 0 && (
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <IconButton label={t("columns")}>
                <Columns3 aria-hidden />
              </IconButton>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              <DropdownMenuLabel>{t("columns")}</DropdownMenuLabel>
              {hideable.map((column) => {
                const header = column.columnDef.header;
                return (
                  <DropdownMenuCheckboxItem key={column.id} checked={column.getIsVisible()} onCheckedChange={(checked) => column.toggleVisibility(checked)}>
                    {column.columnDef.meta?.label ?? (typeof header === "string" ? header : column.id)}
                  </DropdownMenuCheckboxItem>
                );
              })}
            </DropdownMenuContent>
          </DropdownMenu>
        )}
      </div>
    </div>
  );
}

/** Typed at once, put in the address when the typing rests. */
function TableSearch({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  const [text, setText] = useState(value);
  const settled = useDebounced(text);
  const sent = useRef(value);
  useEffect(() => {
    if (settled === sent.current) return;
    sent.current = settled;
    onChange(settled);
  }, [settled, onChange]);
  // The address changed by itself: a link, or "clear filters".
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  return <SearchInput data-page-search="" label={label} value={text} onValueChange={setText} className="w-64 max-w-full max-sm:w-full" />;
}

/** A filter of many values stands in the bar itself: what it offers is found by typing. */
function SearchedFilter({ filter, value, onChange }: { filter: TableFilter; value: string; onChange: (value: string | undefined) => void }) {
  const { t } = useTranslation("table");
  return (
    <span className="inline-flex max-w-full items-center max-sm:w-full">
      <Combobox className="w-48 max-sm:w-auto max-sm:flex-1" label={filter.label} placeholder={filter.label} value={value} options={filter.options} onValueChange={onChange} {...(filter.onSearch ? { onSearch: filter.onSearch } : {})} />
      {value && (
        <IconButton size="icon-sm" label={t("remove_filter", { name: filter.label })} onClick={() => onChange(undefined)}>
          <X aria-hidden />
        </IconButton>
      )}
    </span>
  );
}

function FilterOptions({ filter, value, onChange }: { filter: TableFilter; value: string; onChange: (value: string) => void }) {
  return (
    <DropdownMenuRadioGroup value={value} onValueChange={onChange}>
      {filter.options.map((option) => (
        <DropdownMenuRadioItem key={option.value} value={option.value} icon={option.icon} hint={option.description}>
          {option.label}
        </DropdownMenuRadioItem>
      ))}
    </DropdownMenuRadioGroup>
  );
}

function FilterChip({ filter, value, onChange }: { filter: TableFilter; value: string; onChange: (value: string | undefined) => void }) {
  const { t } = useTranslation("table");
  const shown = filter.options.find((option) => option.value === value)?.label ?? value;
  return (
    <span className="inline-flex h-8 max-w-full items-center rounded-s border border-line bg-surface text-sm pointer-coarse:h-10">
      <DropdownMenu>
        <DropdownMenuTrigger className="flex h-full min-w-0 items-center gap-1 rounded-l-s pr-1 pl-2.5 hover:bg-hover">
          <span className="shrink-0 text-ink-2">{filter.label}:</span>
          <span className="truncate font-medium">{shown}</span>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <FilterOptions filter={filter} value={value} onChange={onChange} />
        </DropdownMenuContent>
      </DropdownMenu>
      <button type="button" aria-label={t("remove_filter", { name: filter.label })} className="grid h-full w-7 shrink-0 place-items-center rounded-r-s text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:w-10" onClick={() => onChange(undefined)}>
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}
