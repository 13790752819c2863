import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, type RegisteredRouter, useNavigate, useSearch } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { KeyRound, Plus, Wrench } from "lucide-react";
import { type FormEvent, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { OpenApprovals } from "@/features/approvals";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { DataTable, RowLink, type TableView } from "@/ui/data-table";
import { Sheet } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Select } from "@/ui/select";
import { TimeAgo } from "@/ui/time-ago";
import { type Beginning, type Definition, NO_MESSAGE, type Plugin, pluginsQuery, toolsQuery, type ToolSummary, useCreateTool } from "./api";
import { toolName } from "./arguments";
import { usePlanLock } from "./plan-lock";
import { McpSheet } from "./mcp-sheet";
import { OpenApiSheet } from "./openapi-sheet";
import { ToolStatus } from "./tool-status";

type Search = ReturnType<typeof useSearch<RegisteredRouter, "/app/tools">>;

export function ToolsPage() {
  const { t } = useTranslation("tools");
  const navigate = useNavigate();
  const view = useSearch({ from: "/app/tools" });
  const query = useInfiniteQuery(toolsQuery(view.search));
  const columns = useColumns();
  const mayManage = useMay("tool:manage");
  const [making, setMaking] = useState(false);
  const [importing, setImporting] = useState<"openapi" | "mcp">();
  const change = useCallback((patch: TableView) => void navigate({ to: "/tools", search: (before: Search) => ({ ...before, ...patch }) as Search, replace: true }), [navigate]);
  const button = mayManage && (
    <Button variant="primary" onClick={() => setMaking(true)}>
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
            <OpenApprovals />
            <Button asChild>
              <Link to="/tools/sign-ins">
                <KeyRound aria-hidden />
                {t("shared.title")}
              </Link>
            </Button>
            {mayManage && (
              <>
                <Button onClick={() => setImporting("openapi")}>{t("openapi.open")}</Button>
                <Button onClick={() => setImporting("mcp")}>{t("mcp.open")}</Button>
                {button}
              </>
            )}
          </>
        }
      />
      <PageBody className="space-y-4">
        {mayManage && <BrokenPlugins />}
        <DataTable
          id="tools"
          label={t("title")}
          columns={columns}
          query={query}
          rowId={(one) => one.id}
          rowName={(one) => one.label}
          view={view}
          onViewChange={change}
          search={t("search")}
          empty={<EmptyState icon={<Wrench aria-hidden />} title={t("empty.title")} description={t("empty.description")} action={button} />}
        />
      </PageBody>
      {importing === "openapi" && <OpenApiSheet onClose={() => setImporting(undefined)} />}
      {importing === "mcp" && <McpSheet onClose={() => setImporting(undefined)} />}
      {making && <NewTool onClose={() => setMaking(false)} />}
    </>
  );
}

/** Said where tools are made: whoever installed them has to mend them. */
function BrokenPlugins() {
  const { t } = useTranslation("tools");
  const broken = (useQuery(pluginsQuery).data?.items ?? []).filter(({ fault }) => fault !== "");
  if (broken.length === 0) return null;
  return (
    <Callout tone="warn" title={t("plugin.broken")}>
      {broken.map((one) => (
        <p key={one.name}>{`${one.name}: ${one.fault}`}</p>
      ))}
    </Callout>
  );
}

/** A name is enough to begin with: the rest is written on the tool's own page. */
function NewTool({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("tools");
  const navigate = useNavigate();
  const textOf = useErrorText();
  const create = useCreateTool();
  const [label, setLabel] = useState("");
  const [typed, setTyped] = useState<string>();
  const name = typed ?? toolName(label);
  const [kind, setKind] = useState("http");
  const plugins = (useQuery(pluginsQuery).data?.items ?? []).filter(({ fault }) => fault === "");
  const locked = usePlanLock().locked("plugin");
  const error = create.error ? textOf(create.error) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (label.trim() && name) create.mutate({ label: label.trim(), name, ...beginning(kind, plugins) }, { onSuccess: ({ id }) => void navigate({ to: "/tools/$toolId", params: { toolId: id } }) });
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("new")}
      description={t("new_detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="new-tool" loading={create.isPending} disabled={!label.trim() || !name}>
            {t("create")}
          </Button>
        </>
      }
    >
      <form id="new-tool" onSubmit={submit} className="space-y-4">
        <Field label={t("kind")}>
          <Select label={t("kind")} value={kind} onValueChange={setKind} options={[...(["http", "email", "sms"] as const).map((one) => ({ value: one as string, label: t(`kinds.${one}`) })), ...plugins.map((one) => ({ value: `plugin:${one.name}`, label: one.label, ...(locked ? { disabled: true, description: locked } : {}) }))]} />
        </Field>
        <Field label={t("label")} help={t("label_help")}>
          <Input autoFocus value={label} maxLength={120} autoComplete="off" onChange={(event) => setLabel(event.target.value)} />
        </Field>
        <Field label={t("name")} help={t("name_help")} error={error && (error.detail ?? error.title)}>
          <Input className="font-mono text-xs" value={name} maxLength={64} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(toolName(event.target.value))} />
        </Field>
      </form>
    </Sheet>
  );
}

/** What is known of a tool by its kind alone. */
function beginning(kind: string, plugins: Plugin[]): { definition?: Beginning } {
  const plugin = plugins.find(({ name }) => kind === `plugin:${name}`);
  if (plugin) return { definition: { description: plugin.description, parameters: plugin.parameters as unknown as Definition["parameters"], request: { kind: "plugin", remote: plugin.name } } };
  if (kind === "email") return { definition: { request: { kind, message: NO_MESSAGE } } };
  if (kind === "sms") return { definition: { request: { kind, address: "https://api.twilio.com", message: NO_MESSAGE } } };
  return {};
}

function useColumns(): ColumnDef<ToolSummary>[] {
  const { t } = useTranslation("tools");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("columns.name"),
        enableHiding: false,
        meta: { className: "w-full max-w-0 @2xl:w-auto @2xl:max-w-96" },
        cell: ({ row: { original: one } }) => (
          <div className="min-w-0">
            <RowLink to="/tools/$toolId" params={{ toolId: one.id }} className="block truncate">
              {one.label}
            </RowLink>
            <span className="block truncate text-xs text-ink-3">{one.description || one.name}</span>
          </div>
        ),
      },
      { id: "status", header: t("columns.status"), meta: { className: "whitespace-nowrap" }, cell: ({ row: { original: one } }) => <ToolStatus tool={one} /> },
      { id: "host", header: t("columns.host"), meta: { from: "md" }, cell: ({ row: { original: one } }) => one.host && <span className="font-mono text-xs text-ink-2">{`${one.method} ${one.host}`}</span> },
      { id: "sign_in", header: t("columns.sign_in"), meta: { from: "lg" }, cell: ({ row: { original: one } }) => one.sign_in_label || t(`sign_in.kinds.${one.sign_in}`) },
      { id: "updated", header: t("columns.updated"), meta: { from: "sm", align: "end", className: "whitespace-nowrap" }, cell: ({ row: { original: one } }) => <TimeAgo value={one.updated_at} className="relative z-10 text-xs text-ink-2" /> },
    ],
    [t],
  );
}
