import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, type RegisteredRouter, useNavigate, useSearch } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { Activity, Archive, Bot, MessagesSquare, Pause, Plus, Tag } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { useShortcuts } from "@/lib/shortcuts";
import { Button, buttonClass } from "@/ui/button";
import { DataTable, RowLink, type TableFilter, type TableView } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { AgentMenu } from "./agent-menu";
import { AgentStatusPill } from "./agent-status";
import { agentsQuery, type AgentSummary, tagsQuery, useAgentStep } from "./api";
import { CreateAgentSheet } from "./create-agent-sheet";

type AgentSearch = ReturnType<typeof useSearch<RegisteredRouter, "/app/agents">>;

export function AgentsPage() {
  const { t } = useTranslation("agents");
  const navigate = useNavigate();
  const { new: creating, ...view } = useSearch({ from: "/app/agents" });
  const { membership } = useSession();
  const query = useInfiniteQuery(agentsQuery(view));
  const columns = useColumns();
  const filters = useFilters();
  const mayCreate = membership.permissions.includes("agent:create");

  const change = useCallback((patch: TableView) => void navigate({ to: "/agents", search: (before: AgentSearch) => ({ ...before, ...patch }) as AgentSearch, replace: true }), [navigate]);
  const setCreating = (open: boolean) => void navigate({ to: "/agents", search: (before: AgentSearch) => ({ ...before, new: open || undefined }) as AgentSearch, replace: true });
  useShortcuts(mayCreate ? [{ keys: "n", label: t("new"), group: t("title"), run: () => setCreating(true) }] : []);

  const newButton = mayCreate && (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t("new")}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          mayCreate && (
            <>
              <Link to="/agents/import" className={buttonClass()}>
                {t("import")}
              </Link>
              {newButton}
            </>
          )
        }
      />
      <PageBody>
        <DataTable
          id="agents"
          label={t("title")}
          columns={columns}
          query={query}
          rowId={(agent) => agent.id}
          rowName={(agent) => agent.name}
          view={view}
          onViewChange={change}
          search={t("search")}
          filters={filters}
          rowActions={(agent) => <AgentMenu agent={agent} />}
          bulkActions={(agents, clear) => <BulkActions agents={agents} onDone={clear} />}
          empty={<EmptyState icon={<Bot aria-hidden />} title={t("empty.title")} description={t("empty.description")} action={newButton} />}
        />
      </PageBody>
      <CreateAgentSheet open={mayCreate && creating === true} onOpenChange={setCreating} />
    </>
  );
}

function useColumns(): ColumnDef<AgentSummary>[] {
  const { t } = useTranslation("agents");
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("columns.name"),
        enableHiding: false,
        meta: { sorts: ["name"], className: "w-full max-w-0 @2xl:w-auto @2xl:max-w-72" },
        cell: ({ row: { original: agent } }) => (
          <div className="min-w-0">
            <RowLink to="/agents/$agentId" params={{ agentId: agent.id }} className="block truncate">
              {agent.name}
            </RowLink>
            <span className="block truncate text-xs text-ink-3">{agent.description || t(`purpose.${agent.purpose}`)}</span>
          </div>
        ),
      },
      {
        id: "status",
        header: t("columns.status"),
        meta: { className: "whitespace-nowrap" },
        cell: ({ row: { original: agent } }) => (
          <span className="inline-flex items-center gap-1.5">
            <AgentStatusPill agent={agent} />
            {agent.has_changes && agent.live_number !== null && (
              <span className="size-1.5 rounded-full bg-warn" title={t("unpublished")}>
                <span className="sr-only">{t("unpublished")}</span>
              </span>
            )}
          </span>
        ),
      },
      { id: "kind", header: t("columns.kind"), meta: { from: "md" }, cell: ({ row }) => <span className="text-ink-2">{t(`kind.${row.original.kind}`)}</span> },
      {
        id: "languages",
        header: t("columns.languages"),
        meta: { from: "lg" },
        cell: ({ row }) => <span className="text-ink-2">{row.original.languages.map((code) => formats.languageName(code)).join(", ")}</span>,
      },
      {
        id: "tags",
        header: t("columns.tags"),
        meta: { from: "md" },
        cell: ({ row: { original: agent } }) => (
          <span className="flex items-center gap-1 whitespace-nowrap">
            {agent.tags.slice(0, 2).map((tag) => (
              <Pill key={tag}>{tag}</Pill>
            ))}
            {agent.tags.length > 2 && <span className="text-xs text-ink-3">+{agent.tags.length - 2}</span>}
          </span>
        ),
      },
      {
        id: "updated",
        header: t("columns.updated"),
        meta: { from: "sm", align: "end", sorts: ["-updated_at"], className: "whitespace-nowrap" },
        cell: ({ row }) => <TimeAgo value={row.original.updated_at} className="relative z-10 text-xs text-ink-2" />,
      },
    ],
    [t, formats],
  );
}

function useFilters(): TableFilter[] {
  const { t } = useTranslation("agents");
  const tags = useQuery(tagsQuery).data;
  return useMemo(
    () => [
      { id: "status", label: t("columns.status"), icon: <Activity aria-hidden />, options: (["active", "paused", "draft", "archived"] as const).map((value) => ({ value, label: t(`status.${value}`) })) },
      { id: "kind", label: t("columns.kind"), icon: <MessagesSquare aria-hidden />, options: (["chat", "voice", "both"] as const).map((value) => ({ value, label: t(`kind.${value}`) })) },
      ...(tags && tags.length > 0 ? [{ id: "tag", label: t("columns.tag"), icon: <Tag aria-hidden />, options: tags.map((value) => ({ value, label: value })) }] : []),
    ],
    [t, tags],
  );
}

function BulkActions({ agents, onDone }: { agents: AgentSummary[]; onDone: () => void }) {
  const { t } = useTranslation("agents");
  const showError = useToastError();
  const takeStep = useAgentStep();
  const run = async (step: "pause" | "archive", fitting: AgentSummary[]) => {
    try {
      for (const agent of fitting) await takeStep.mutateAsync({ id: agent.id, step });
      toast(t(`bulk.${step}_done`, { count: fitting.length }));
      onDone();
    } catch (error) {
      showError(error);
    }
  };
  const active = agents.filter((agent) => agent.status === "active" && agent.can.includes("agent:publish"));
  const present = agents.filter((agent) => agent.status !== "archived" && agent.can.includes("agent:delete"));
  return (
    <>
      <Button size="sm" disabled={active.length === 0} loading={takeStep.isPending} onClick={() => void run("pause", active)}>
        <Pause aria-hidden />
        {t("steps.pause")}
      </Button>
      <Button size="sm" disabled={present.length === 0} loading={takeStep.isPending} onClick={() => void run("archive", present)}>
        <Archive aria-hidden />
        {t("steps.archive")}
      </Button>
    </>
  );
}
