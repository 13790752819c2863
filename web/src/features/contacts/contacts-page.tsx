import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, Outlet, type RegisteredRouter, useNavigate, useSearch } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { Download, Plus, Rows3, SquareKanban, Upload, Users } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useShortcuts } from "@/lib/shortcuts";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { Segmented } from "@/ui/choice-cards";
import { DataTable, RowLink, TableToolbar, type TableView } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { TimeAgo } from "@/ui/time-ago";
import { contactsQuery, type ContactSummary, exportAddress } from "./api";
import { Board } from "./board";
import { BulkActions } from "./bulk-actions";
import { ContactForm } from "./contact-form";
import { useFilters } from "./filters";
import { SavedViews } from "./saved-views";
import { stageTone, useStages } from "./stages";

type ContactSearch = ReturnType<typeof useSearch<RegisteredRouter, "/app/contacts">>;

/** What a view leaves out is not asked for. */
const CLEARED: TableView = { search: undefined, stage: undefined, owner: undefined, tag: undefined, source: undefined, do_not_call: undefined, import: undefined, sort: undefined };

export function ContactsPage() {
  const { t } = useTranslation("contacts");
  const navigate = useNavigate();
  const { new: creating, as, ...view } = useSearch({ from: "/app/contacts" });
  const { membership } = useSession();
  const query = useInfiniteQuery({ ...contactsQuery(view), enabled: as !== "board" });
  // A view that is opened brings its columns: the table reads them when it is made.
  const [layout, setLayout] = useState(0);
  const columns = useColumns();
  const filters = useFilters(view);
  const may = (permission: string) => membership.permissions.includes(permission);
  const mayChange = may("contact:update");

  const change = useCallback((patch: TableView) => void navigate({ to: "/contacts", search: (before: ContactSearch) => ({ ...before, ...patch }) as ContactSearch, replace: true }), [navigate]);
  const setCreating = (open: boolean) => change({ new: open || undefined });
  useShortcuts(mayChange ? [{ keys: "n", label: t("new"), group: t("title"), run: () => setCreating(true) }] : []);

  const importButton = mayChange && (
    <Button asChild>
      <Link to="/contacts/import">
        <Upload aria-hidden />
        {t("import.open")}
      </Link>
    </Button>
  );
  const newButton = mayChange && (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t("new")}
    </Button>
  );
  const toolbar = (
    <>
      <SavedViews view={view} mayChange={mayChange} onOpen={(wanted) => (change({ ...CLEARED, ...wanted }), setLayout((number) => number + 1))} />
      <Segmented
        label={t("board.as")}
        value={as ?? "table"}
        onValueChange={(value) => change({ as: value === "board" ? value : undefined })}
        choices={[
          { value: "table", label: t("board.table"), icon: <Rows3 aria-hidden /> },
          { value: "board", label: t("board.board"), icon: <SquareKanban aria-hidden /> },
        ]}
      />
      {may("contact:export") && (
        <Button asChild variant="ghost">
          <a href={exportAddress(view)} download>
            <Download aria-hidden />
            {t("export")}
          </a>
        </Button>
      )}
    </>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            {importButton}
            {newButton}
          </>
        }
      />
      <PageBody>
        {as === "board" ? (
          <>
            <TableToolbar view={view} onViewChange={change} search={t("search")} filters={filters} trailing={toolbar} />
            <Board view={view} />
          </>
        ) : (
          <DataTable
            key={layout}
            id="contacts"
            label={t("title")}
            columns={columns}
            query={query}
            rowId={(one) => one.id}
            rowName={(one) => one.name}
            view={view}
            onViewChange={change}
            search={t("search")}
            filters={filters}
            toolbar={toolbar}
            {...(mayChange ? { bulkActions: (rows: ContactSummary[], clear: () => void) => <BulkActions contacts={rows} onDone={clear} /> } : {})}
            empty={
              <EmptyState
                icon={<Users aria-hidden />}
                title={t("empty.title")}
                description={t("empty.description")}
                action={
                  <>
                    {newButton}
                    {importButton}
                  </>
                }
              />
            }
          />
        )}
      </PageBody>
      {mayChange && creating && <ContactForm onClose={() => setCreating(false)} />}
      <Outlet />
    </>
  );
}

function useColumns(): ColumnDef<ContactSummary>[] {
  const { t } = useTranslation("contacts");
  const { nameOf } = useStages();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("columns.name"),
        enableHiding: false,
        meta: { sorts: ["name", "-name"], className: "w-full max-w-0 @2xl:w-auto @2xl:max-w-64" },
        cell: ({ row: { original: one } }) => (
          <div className="flex min-w-0 items-center gap-2.5">
            <Avatar name={one.name} size="md" className="max-sm:hidden" />
            <div className="min-w-0">
              <RowLink to="/contacts/$contactId" params={{ contactId: one.id }} search={true} className="block truncate">
                {one.name}
              </RowLink>
              <span className="block truncate text-xs text-ink-3">{one.company || one.emails[0] || one.phone}</span>
            </div>
          </div>
        ),
      },
      { id: "phone", header: t("columns.phone"), meta: { from: "sm", className: "whitespace-nowrap" }, cell: ({ row }) => <span className="tabular-nums text-ink-2">{row.original.phone}</span> },
      {
        id: "stage",
        header: t("columns.stage"),
        meta: { className: "whitespace-nowrap" },
        cell: ({ row: { original: one } }) => (
          <span className="flex flex-wrap items-center gap-1">
            <Pill tone={stageTone(one.stage)}>{nameOf(one.stage)}</Pill>
            {one.do_not_call && <Pill tone="bad">{t("do_not_call.short")}</Pill>}
          </span>
        ),
      },
      { id: "email", header: t("columns.email"), meta: { from: "lg", className: "max-w-56" }, cell: ({ row }) => <span className="block truncate text-ink-2">{row.original.emails[0]}</span> },
      {
        id: "tags",
        header: t("columns.tags"),
        meta: { from: "md" },
        cell: ({ row: { original: one } }) => (
          <span className="flex items-center gap-1 whitespace-nowrap">
            {one.tags.slice(0, 2).map((tag) => (
              <Pill key={tag} className="max-w-28">
                {tag}
              </Pill>
            ))}
            {one.tags.length > 2 && <span className="text-xs text-ink-3">+{one.tags.length - 2}</span>}
          </span>
        ),
      },
      { id: "owner", header: t("columns.owner"), meta: { from: "lg", className: "max-w-40" }, cell: ({ row }) => <span className="block truncate text-ink-2">{row.original.owner?.name}</span> },
      {
        id: "active",
        header: t("columns.active"),
        meta: { from: "sm", align: "end", sorts: ["-active_at"], className: "whitespace-nowrap" },
        cell: ({ row }) => <TimeAgo value={row.original.active_at} className="relative z-10 text-xs text-ink-2" />,
      },
      {
        id: "created",
        header: t("columns.created"),
        meta: { from: "lg", align: "end", sorts: ["-created_at", "created_at"], className: "whitespace-nowrap" },
        cell: ({ row }) => <TimeAgo value={row.original.created_at} className="relative z-10 text-xs text-ink-2" />,
      },
    ],
    [t, nameOf],
  );
}
