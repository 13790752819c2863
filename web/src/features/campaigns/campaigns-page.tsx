import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type RegisteredRouter, useNavigate, useSearch } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { Activity, Megaphone, OctagonX, Plus } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DataTable, RowLink, type TableView } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Meter } from "@/ui/meter";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { campaignsQuery, type CampaignSummary, switchQuery, useCreateCampaign, useSetSwitch } from "./api";
import { STATUSES, statusTone } from "./statuses";

type Search = ReturnType<typeof useSearch<RegisteredRouter, "/app/campaigns">>;

export function CampaignsPage() {
  const { t } = useTranslation("campaigns");
  const navigate = useNavigate();
  const showError = useToastError();
  const view = useSearch({ from: "/app/campaigns" });
  const query = useInfiniteQuery(campaignsQuery(view));
  const columns = useColumns();
  const create = useCreateCampaign();
  const mayWrite = useMay("campaign:write");
  const change = useCallback((patch: TableView) => void navigate({ to: "/campaigns", search: (before: Search) => ({ ...before, ...patch }) as Search, replace: true }), [navigate]);
  const begin = () => create.mutate(t("untitled"), { onSuccess: ({ id }) => void navigate({ to: "/campaigns/$campaignId", params: { campaignId: id } }), onError: showError });
  const button = mayWrite && (
    <Button variant="primary" loading={create.isPending} onClick={begin}>
      <Plus aria-hidden />
      {t("new")}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <StopAll running={(query.data?.pages ?? []).some((page) => page.items.some(({ status }) => status === "running"))} />
            {button}
          </>
        }
      />
      <PageBody className="space-y-4">
        <StoppedNotice />
        <DataTable
          id="campaigns"
          label={t("title")}
          columns={columns}
          query={query}
          rowId={(one) => one.id}
          rowName={(one) => one.name}
          view={view}
          onViewChange={change}
          search={t("search")}
          filters={[{ id: "status", label: t("columns.status"), icon: <Activity aria-hidden />, options: STATUSES.map((value) => ({ value, label: t(`status.${value}`) })) }]}
          empty={<EmptyState icon={<Megaphone aria-hidden />} title={t("empty.title")} description={t("empty.description")} action={button} />}
        />
      </PageBody>
    </>
  );
}

/** The organization's stop: one click away while anything runs. */
function StopAll({ running }: { running: boolean }) {
  const { t } = useTranslation("campaigns");
  const showError = useToastError();
  const found = useQuery(switchQuery).data;
  const set = useSetSwitch();
  const mayRun = useMay("campaign:run");
  const [asking, setAsking] = useState(false);
  if (!mayRun || !running || found?.stopped !== false) return null;
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        <OctagonX aria-hidden />
        {t("switch.stop")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("switch.ask")}
        action={t("switch.stop")}
        destructive
        onConfirm={() =>
          set.mutateAsync(true).catch((error: unknown) => {
            showError(error);
            throw error;
          })
        }
      >
        {t("switch.detail")}
      </ConfirmDialog>
    </>
  );
}

function StoppedNotice() {
  const { t } = useTranslation("campaigns");
  const showError = useToastError();
  const found = useQuery(switchQuery).data;
  const set = useSetSwitch();
  const mayRun = useMay("campaign:run");
  if (!found?.stopped) return null;
  return (
    <Callout
      tone="bad"
      title={t("switch.stopped", { name: found.by })}
      action={
        mayRun && (
          <Button size="sm" loading={set.isPending} onClick={() => set.mutate(false, { onError: showError })}>
            {t("switch.resume")}
          </Button>
        )
      }
    >
      {t("switch.stopped_detail")}
    </Callout>
  );
}

function useColumns(): ColumnDef<CampaignSummary>[] {
  const { t } = useTranslation("campaigns");
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("columns.name"),
        enableHiding: false,
        meta: { className: "w-full max-w-0 @2xl:w-auto @2xl:max-w-72" },
        cell: ({ row: { original: one } }) => (
          <div className="min-w-0">
            <RowLink to="/campaigns/$campaignId" params={{ campaignId: one.id }} className="block truncate">
              {one.name}
            </RowLink>
            <span className="block truncate text-xs text-ink-3">{one.agent?.name ?? t("no_agent")}</span>
          </div>
        ),
      },
      { id: "status", header: t("columns.status"), meta: { className: "whitespace-nowrap" }, cell: ({ row: { original: one } }) => <Pill tone={statusTone(one.status)}>{t(`status.${one.status}`)}</Pill> },
      {
        id: "progress",
        header: t("columns.progress"),
        meta: { from: "md", className: "min-w-40" },
        cell: ({ row: { original: one } }) => {
          if (one.people === 0) return null;
          const text = t("progress", { done: formats.number(one.finished), total: formats.number(one.people) });
          return (
            <span className="block space-y-1">
              <Meter label={t("columns.progress")} value={one.finished} max={one.people} text={text} />
              <span className="block text-xs text-ink-2 tabular-nums">{text}</span>
            </span>
          );
        },
      },
      { id: "dialled", header: t("counters.dialled"), meta: { from: "lg", align: "end" }, cell: ({ row }) => <span className="tabular-nums">{formats.number(row.original.dialled)}</span> },
      { id: "answered", header: t("counters.answered"), meta: { from: "lg", align: "end" }, cell: ({ row }) => <span className="tabular-nums">{formats.number(row.original.answered)}</span> },
      { id: "booked", header: t("counters.booked"), meta: { from: "lg", align: "end" }, cell: ({ row }) => <span className="tabular-nums">{formats.number(row.original.booked)}</span> },
      { id: "created", header: t("columns.created"), meta: { from: "sm", align: "end", className: "whitespace-nowrap" }, cell: ({ row }) => <TimeAgo value={row.original.created_at} className="relative z-10 text-xs text-ink-2" /> },
    ],
    [t, formats],
  );
}
