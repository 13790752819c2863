import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { ShieldCheck, ShieldOff, Users } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { DataTable, type TableView } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Pill } from "@/ui/pill";
import { Moment, TimeAgo } from "@/ui/time-ago";
import { peopleQuery, type PlatformUser } from "./api";

/** Everybody with an account here: how they sign in, not what they do. */
export function PeoplePage() {
  const { t } = useTranslation("platform");
  const navigate = useNavigate();
  const view = useSearch({ from: "/app/platform/people" });
  const query = useInfiniteQuery(peopleQuery(view.search));
  const columns = useColumns();
  const change = useCallback((patch: TableView) => void navigate({ to: "/platform/people", search: ((before: object) => ({ ...before, ...patch })) as never, replace: true }), [navigate]);
  return (
    <DataTable
      id="platform-people"
      label={t("tabs.people")}
      columns={columns}
      query={query}
      rowId={(row) => row.id}
      rowName={(row) => row.name || row.email}
      view={view}
      onViewChange={change}
      search={t("search_people")}
      empty={<EmptyState icon={<Users aria-hidden />} title={t("nobody")} />}
    />
  );
}

function useColumns(): ColumnDef<PlatformUser>[] {
  const { t } = useTranslation("platform");
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: "person",
        header: t("columns.person"),
        enableHiding: false,
        meta: { className: "w-full max-w-0" },
        cell: ({ row: { original: user } }) => (
          <div className="min-w-0">
            <span className="flex min-w-0 items-center gap-2">
              <span className="truncate font-medium">{user.name || user.email}</span>
              {user.is_super_admin && <Pill tone="accent">{t("super_admin")}</Pill>}
              {!user.is_active && <Pill tone="warn">{t("inactive")}</Pill>}
            </span>
            <span className="block truncate text-xs text-ink-3">{user.email}</span>
          </div>
        ),
      },
      {
        id: "two_step",
        header: t("columns.two_step"),
        meta: { from: "md", className: "whitespace-nowrap" },
        cell: ({ row }) => (
          <span className="inline-flex items-center gap-1.5 text-ink-2 [&_svg]:size-4">
            {row.original.two_step ? <ShieldCheck aria-hidden className="text-good" /> : <ShieldOff aria-hidden className="text-ink-3" />}
            {t(row.original.two_step ? "on" : "off")}
          </span>
        ),
      },
      { id: "organizations", header: t("tabs.organizations"), meta: { from: "md", align: "end" }, cell: ({ row }) => <span className="tabular-nums text-ink-2">{formats.number(row.original.organizations)}</span> },
      { id: "created", header: t("columns.created"), meta: { from: "lg", align: "end", className: "whitespace-nowrap" }, cell: ({ row }) => <Moment value={row.original.created_at} show="date" className="text-xs text-ink-2" /> },
      {
        id: "last",
        header: t("columns.last_sign_in"),
        meta: { align: "end", className: "whitespace-nowrap" },
        cell: ({ row }) => (row.original.last_sign_in ? <TimeAgo value={row.original.last_sign_in} className="text-xs text-ink-2" /> : <span className="text-xs text-ink-3">{t("never")}</span>),
      },
    ],
    [t, formats],
  );
}
