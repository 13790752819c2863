import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { Building2, CircleDot, CreditCard } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { DataTable, RowLink, type TableFilter, type TableView } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Pill } from "@/ui/pill";
import { Moment } from "@/ui/time-ago";
import { organizationsQuery, type PlatformOrganization, PLANS } from "./api";
import { OrganizationSheet } from "./organization-sheet";

export function OrganizationsPage() {
  const { t } = useTranslation("platform");
  const navigate = useNavigate();
  const { organization, ...view } = useSearch({ from: "/app/platform/" });
  const query = useInfiniteQuery(organizationsQuery(view));
  const columns = useColumns();
  const change = useCallback((patch: TableView) => void navigate({ to: "/platform", search: ((before: object) => ({ ...before, ...patch })) as never, replace: true }), [navigate]);
  const filters = useMemo<TableFilter[]>(
    () => [
      { id: "plan", label: t("plan"), icon: <CreditCard aria-hidden />, options: PLANS.map((value) => ({ value, label: t(`plans.${value}`) })) },
      { id: "state", label: t("state"), icon: <CircleDot aria-hidden />, options: (["active", "suspended"] as const).map((value) => ({ value, label: t(`states.${value}`) })) },
    ],
    [t],
  );
  return (
    <>
      <DataTable
        id="platform-organizations"
        label={t("tabs.organizations")}
        columns={columns}
        query={query}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        view={view}
        onViewChange={change}
        search={t("search_organizations")}
        filters={filters}
        empty={<EmptyState icon={<Building2 aria-hidden />} title={t("empty.title")} description={t("empty.description")} />}
      />
      {organization && <OrganizationSheet key={organization} id={organization} onClose={() => change({ organization: undefined })} />}
    </>
  );
}

export function usePlanName(): (plan: string) => string {
  const { t, i18n } = useTranslation("platform");
  return useCallback((plan) => (i18n.exists(`platform:plans.${plan}`) ? t(`plans.${plan}`) : plan), [t, i18n]);
}

export function StatePill({ organization }: { organization: PlatformOrganization }) {
  const { t } = useTranslation("platform");
  return (
    <Pill dot tone={organization.suspended_at ? "bad" : "good"}>
      {t(organization.suspended_at ? "states.suspended" : "states.active")}
    </Pill>
  );
}

function useColumns(): ColumnDef<PlatformOrganization>[] {
  const { t } = useTranslation("platform");
  const formats = useFormats();
  const planName = usePlanName();
  return useMemo(
    () => {
      const figure = (id: "members" | "agents" | "conversations", from: "md" | "lg"): ColumnDef<PlatformOrganization> => ({
        id,
        header: t(`columns.${id}`),
        meta: { from, align: "end", className: "whitespace-nowrap" },
        cell: ({ row }) => <span className="tabular-nums text-ink-2">{formats.number(row.original[id])}</span>,
      });
      return [
        {
          id: "name",
          header: t("columns.organization"),
          enableHiding: false,
          meta: { className: "w-full max-w-0" },
          cell: ({ row: { original: one } }) => (
            <div className="min-w-0">
              <RowLink to="/platform" search={((before: object) => ({ ...before, organization: one.id })) as never} className="block truncate">
                {one.name}
              </RowLink>
              <span className="block truncate text-xs text-ink-3">
                {one.slug}
                {one.parent_id && <> · {t("client")}</>}
              </span>
            </div>
          ),
        },
        { id: "plan", header: t("plan"), meta: { from: "sm", className: "whitespace-nowrap" }, cell: ({ row }) => <span className="text-ink-2">{planName(row.original.plan)}</span> },
        { id: "state", header: t("state"), meta: { className: "whitespace-nowrap" }, cell: ({ row }) => <StatePill organization={row.original} /> },
        figure("members", "md"),
        figure("agents", "md"),
        figure("conversations", "lg"),
        { id: "created", header: t("columns.created"), meta: { from: "lg", align: "end", className: "whitespace-nowrap" }, cell: ({ row }) => <Moment value={row.original.created_at} show="date" className="relative z-10 text-xs text-ink-2" /> },
      ];
    },
    [t, formats, planName],
  );
}
