import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { Bot, Braces, Cable, MessageCircle } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAgentChoices } from "@/features/agent-picker";
import { Button } from "@/ui/button";
import { CopyButton } from "@/ui/copy-field";
import { DataTable, RowLink, type TableFilter, type TableView } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Pill } from "@/ui/pill";
import { Section } from "@/ui/section-layout";
import { NumbersSection } from "../numbers/numbers-section";
import { allChannelsQuery, type Channel } from "./api";
import { ChannelSheet } from "./channel-sheet";

/** Every way in which people reach the agents, all agents together. */
export function ChannelsPage() {
  const { t } = useTranslation("settings");
  const navigate = useNavigate();
  const { channel, number, ...view } = useSearch({ from: "/app/settings/channels" });
  const query = useInfiniteQuery(allChannelsQuery(view.agent));
  const agents = useAgentChoices(view.agent ? [view.agent] : []);
  const columns = useColumns();
  const change = useCallback((patch: TableView) => void navigate({ to: "/settings/channels", search: ((before: object) => ({ ...before, ...patch })) as never, replace: true }), [navigate]);
  const filters = useMemo<TableFilter[]>(
    () => (agents.none ? [] : [{ id: "agent", label: t("channels.agent"), icon: <Bot aria-hidden />, options: agents.options, onSearch: agents.onSearch }]),
    [t, agents.none, agents.options, agents.onSearch],
  );
  return (
    <div className="space-y-10">
      <Section title={t("channels.title")} description={t("about.channels")}>
        <DataTable
          id="channels"
          label={t("sections.channels")}
          columns={columns}
          query={query}
          rowId={(row) => row.id}
          rowName={(row) => row.name}
          view={view}
          onViewChange={change}
          filters={filters}
          rowActions={(row) => <CopyButton text={row.kind === "widget" ? row.snippet : row.key} label={t(row.kind === "widget" ? "channels.copy_snippet" : "channels.copy_key", { name: row.name })} />}
          empty={
            <EmptyState
              icon={<Cable aria-hidden />}
              title={t("channels.empty")}
              description={t("channels.empty_detail")}
              action={
                <Button asChild variant="primary">
                  <Link to="/agents">{t("channels.choose_agent")}</Link>
                </Button>
              }
            />
          }
        />
        {channel && <ChannelSheet key={channel} id={channel} onClose={() => change({ channel: undefined })} />}
      </Section>
      <NumbersSection opened={number} />
    </div>
  );
}

export function ServingPill({ serving }: { serving: Channel["serving"] }) {
  const { t } = useTranslation("settings");
  return (
    <Pill dot tone={serving === "live" ? "good" : serving === "disabled" ? "neutral" : "warn"}>
      {t(`channels.serving.${serving}`)}
    </Pill>
  );
}

function useColumns(): ColumnDef<Channel>[] {
  const { t } = useTranslation("settings");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("channels.name"),
        enableHiding: false,
        meta: { className: "w-full max-w-0" },
        cell: ({ row: { original: channel } }) => (
          <div className="min-w-0">
            <RowLink to="/settings/channels" search={((before: object) => ({ ...before, channel: channel.id })) as never} className="flex min-w-0 items-center gap-2">
              {channel.kind === "widget" ? <MessageCircle aria-hidden className="size-4 shrink-0 text-ink-3" /> : <Braces aria-hidden className="size-4 shrink-0 text-ink-3" />}
              <span className="truncate">{channel.name}</span>
            </RowLink>
            <span className="block truncate pl-6 text-xs text-ink-3">{channel.agent_name}</span>
          </div>
        ),
      },
      {
        id: "origins",
        header: t("channels.origins"),
        meta: { from: "md", className: "max-w-56" },
        cell: ({ row: { original: channel } }) => (
          <span className="block truncate text-xs text-ink-2" title={channel.origins.join("\n")}>
            {channel.origins[0]?.replace(/^https?:\/\//, "") ?? t(channel.kind === "api" ? "channels.programs" : "channels.no_origins")}
            {channel.origins.length > 1 && <span className="text-ink-3"> +{channel.origins.length - 1}</span>}
          </span>
        ),
      },
      { id: "key", header: t("channels.key"), meta: { from: "lg" }, cell: ({ row }) => <span className="font-mono text-xs text-ink-2">{row.original.key.slice(0, 8)}…{row.original.key.slice(-4)}</span> },
      { id: "serving", header: t("channels.state"), meta: { className: "whitespace-nowrap" }, cell: ({ row }) => <ServingPill serving={row.original.serving} /> },
    ],
    [t],
  );
}
