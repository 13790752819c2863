import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AgentExportOut } from "@/api/generated/schema";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import type { AgentSummary } from "../api";
import { ChangeList } from "../change-list";
import { type ExportFormat, exportQuery, importOfAgentQuery, useCompareFile, useTakeOverFile } from "./api";
import { DropBox } from "./drop-box";

const FORMATS: ExportFormat[] = ["yaml", "json", "retell"];

/** An agent as a file: out of here, and what such a file would change back in it. */
export function ExportSheet({ agent, onClose }: { agent: AgentSummary; onClose: () => void }) {
  const { t } = useTranslation("imports");
  const [format, setFormat] = useState<ExportFormat>("yaml");
  const found = useQuery(exportQuery(agent.id, format));
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={t("export.title", { name: agent.name })}
      description={t("export.detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("export.close")}</Button>
          <Button variant="primary" disabled={!found.data} onClick={() => found.data && save(found.data)}>
            <Download aria-hidden />
            {t("export.download")}
          </Button>
        </>
      }
    >
      <div className="space-y-6">
        <Origin agentId={agent.id} />
        <Field label={t("export.format")} help={t(`export.about.${format}`)}>
          <Select label={t("export.format")} value={format} onValueChange={(value) => setFormat(value as ExportFormat)} options={FORMATS.map((value) => ({ value, label: t(`export.formats.${value}`) }))} />
        </Field>
        {found.isPending && <SkeletonText lines={6} />}
        {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
        {found.data && <Content exported={found.data} />}
        {agent.can.includes("agent:update") && <Compare agentId={agent.id} />}
      </div>
    </Sheet>
  );
}

/** The report about the file that it was made of, where there is one. */
function Origin({ agentId }: { agentId: string }) {
  const { t } = useTranslation("imports");
  const { membership } = useSession();
  const origin = useQuery({ ...importOfAgentQuery(agentId), enabled: membership.permissions.includes("agent:create") }).data;
  if (!origin) return null;
  return (
    <p className="text-sm text-ink-2">
      {t("came", { file: origin.file_name })}{" "}
      <Link to="/agents/import/$importId" params={{ importId: origin.id }} className="text-accent underline">
        {t("report")}
      </Link>
    </p>
  );
}

function save({ content, file_name: name }: AgentExportOut) {
  const address = URL.createObjectURL(new Blob([content], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

function Content({ exported }: { exported: AgentExportOut }) {
  const { t } = useTranslation("imports");
  return (
    <>
      {exported.secrets_removed > 0 && <Callout tone="warn">{t("export.secrets", { count: exported.secrets_removed })}</Callout>}
      {exported.losses.length > 0 && (
        <section className="space-y-2">
          <h3 className="text-sm font-semibold">{t("export.losses", { count: exported.losses.length })}</h3>
          <ul className="divide-y divide-line rounded-m border border-line">
            {exported.losses.map((loss, index) => (
              <li key={index} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3 py-2">
                <Pill tone={loss.blocking ? "bad" : loss.how === "lost" ? "warn" : "neutral"}>{t(loss.blocking ? "export.unsafe" : `losses.${loss.how}`)}</Pill>
                <p className="min-w-48 flex-1 text-xs text-ink-2">
                  {loss.node && <b className="font-medium text-ink">{loss.node}: </b>}
                  {loss.message}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Field label={exported.file_name}>
        <Textarea readOnly rows={12} spellCheck={false} wrap="off" className="font-mono text-2xs" value={exported.content} />
      </Field>
    </>
  );
}

function Compare({ agentId }: { agentId: string }) {
  const { t } = useTranslation("imports");
  const formats = useFormats();
  const compare = useCompareFile(agentId);
  const takeOver = useTakeOverFile(agentId);
  const showError = useToastError();
  const [file, setFile] = useState<File>();
  const [asking, setAsking] = useState(false);
  const changes = compare.data?.changes;
  const stays = compare.data?.only_here ?? [];
  const replace = async () => {
    if (!file) return;
    try {
      await takeOver.mutateAsync(file);
      await compare.mutateAsync(file);
      setAsking(false);
      toast(t("compare.replaced"));
    } catch (error) {
      showError(error);
    }
  };
  return (
    <section className="space-y-3 border-t border-line pt-5" aria-labelledby="compare-file">
      <div>
        <h3 id="compare-file" className="text-sm font-semibold">
          {t("compare.title")}
        </h3>
        <p className="text-xs text-ink-2">{t("compare.detail")}</p>
      </div>
      <DropBox
        label={t("drop")}
        pending={compare.isPending}
        error={compare.error}
        onFiles={([first]) => {
          setFile(first);
          setAsking(false);
          if (first) compare.mutate(first);
        }}
      />
      {stays.length > 0 && <p className="text-xs text-ink-2">{t("compare.stays", { names: formats.list(stays) })}</p>}
      {changes?.length === 0 && <Callout tone="good">{t("compare.same")}</Callout>}
      {changes && changes.length > 0 && (
        <>
          <div className="flex flex-wrap items-center gap-3">
            <p className="flex-1 text-sm font-medium">{t("compare.changes", { count: changes.length })}</p>
            {!asking && <Button onClick={() => setAsking(true)}>{t("compare.replace")}</Button>}
          </div>
          {asking && (
            <Callout tone="warn" live title={t("compare.replace_title")}>
              <p>{t("compare.replace_detail")}</p>
              <div className="mt-3 flex flex-wrap gap-2">
                <Button onClick={() => setAsking(false)}>{t("compare.keep")}</Button>
                <Button variant="primary" loading={takeOver.isPending || compare.isPending} onClick={() => void replace()}>
                  {t("compare.confirm")}
                </Button>
              </div>
            </Callout>
          )}
          <ChangeList changes={changes} />
        </>
      )}
    </section>
  );
}
