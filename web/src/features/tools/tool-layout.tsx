import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { LayoutTemplate } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { NewerBanner, SaveTemplate } from "@/features/keeping";
import { Button, IconButton } from "@/ui/button";
import { DeleteButton, DetailPage } from "@/ui/detail-page";
import { Sheet } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Tool, toolQuery, useDeleteTool, usePublishTool, usesQuery } from "./api";
import { ToolStatus } from "./tool-status";

/** A tool's page: what it does and the bench to try it on, who called it, its versions, its documentation. */
export function ToolLayout() {
  const { t } = useTranslation("tools");
  const { toolId } = useParams({ from: "/app/tools/$toolId" });
  const found = useQuery(toolQuery(toolId));
  const tool = found.data?.data;
  const params = { toolId };
  return (
    <DetailPage
      found={found}
      parent={<Link to="/tools">{t("title")}</Link>}
      title={tool?.label ?? t("one")}
      status={tool && <ToolStatus tool={tool} />}
      actions={tool?.can.includes("tool:manage") && <Actions key={tool.id} tool={tool} />}
      label={t("tabs.label")}
      tabs={[
        { to: "/tools/$toolId", params, label: t("tabs.build"), exact: true },
        { to: "/tools/$toolId/calls", params, label: t("tabs.calls") },
        { to: "/tools/$toolId/versions", params, label: t("tabs.versions") },
        { to: "/tools/$toolId/documentation", params, label: t("tabs.documentation") },
      ]}
    >
      <NewerBanner id={toolId} path={`/tools/${toolId}`} className="rounded-none" />
      <Outlet />
    </DetailPage>
  );
}

function Actions({ tool }: { tool: Tool }) {
  const { t } = useTranslation("tools");
  const { membership } = useSession();
  const [publishing, setPublishing] = useState(false);
  const [keeping, setKeeping] = useState(false);
  return (
    <>
      {membership.permissions.includes("agent:create") && (
        <IconButton label={t("keep")} onClick={() => setKeeping(true)}>
          <LayoutTemplate aria-hidden />
        </IconButton>
      )}
      {keeping && <SaveTemplate kept={{ holds: "tool", tool_id: tool.id }} title={tool.label} onClose={() => setKeeping(false)} />}
      <DeleteTool tool={tool} />
      <Button variant="primary" disabled={!tool.has_changes} onClick={() => setPublishing(true)}>
        {t("publish.open")}
      </Button>
      {publishing && <PublishSheet tool={tool} onClose={() => setPublishing(false)} />}
    </>
  );
}

function PublishSheet({ tool, onClose }: { tool: Tool; onClose: () => void }) {
  const { t } = useTranslation("tools");
  const showError = useToastError();
  const publish = usePublishTool(tool.id);
  const [note, setNote] = useState("");
  const uses = useQuery(usesQuery(tool.id)).data ?? [];
  const run = () =>
    publish.mutate(note.trim(), {
      onSuccess: ({ number }) => {
        toast(t("publish.done", { number }));
        onClose();
      },
      onError: showError,
    });
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("publish.title", { number: (tool.live_number ?? 0) + 1 })}
      description={t("publish.detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" disabled={tool.problems.length > 0} loading={publish.isPending} onClick={run}>
            {t("publish.open")}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {tool.problems.length > 0 && <Problems tool={tool} />}
        {uses.length > 0 && <p className="text-sm text-ink-2">{t("publish.used", { count: uses.length, names: uses.map(({ name }) => name).join(", ") })}</p>}
        <Field label={t("publish.note")} optional>
          <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </div>
    </Sheet>
  );
}

/** What is still missing, in words. */
export function Problems({ tool }: { tool: Tool }) {
  const { t } = useTranslation("tools");
  const planNames = (data: Record<string, string>) => Object.fromEntries(["plan", "needed"].flatMap((key) => (data[key] ? [[key, t(`plan.names.${data[key]}`, { defaultValue: data[key] })]] : [])));
  return (
    <ul className="list-disc space-y-1 rounded-m bg-warn-soft py-2.5 pr-3 pl-7 text-sm text-warn">
      {tool.problems.map((one, index) => (
        <li key={index}>{t(`problems.${one.code}`, { ...one.data, ...planNames(one.data) })}</li>
      ))}
    </ul>
  );
}

function DeleteTool({ tool }: { tool: Tool }) {
  const { t } = useTranslation("tools");
  const navigate = useNavigate();
  const remove = useDeleteTool(tool.id);
  const [asking, setAsking] = useState(false);
  const uses = useQuery({ ...usesQuery(tool.id), enabled: asking }).data ?? [];
  return (
    <DeleteButton label={t("delete.open")} title={t("delete.title", { name: tool.label })} open={asking} onOpenChange={setAsking} onDelete={() => remove.mutateAsync()} onDeleted={() => void navigate({ to: "/tools" })}>
      {t("delete.detail")} {uses.length > 0 && t("publish.used", { count: uses.length, names: uses.map(({ name }) => name).join(", ") })}
    </DeleteButton>
  );
}
