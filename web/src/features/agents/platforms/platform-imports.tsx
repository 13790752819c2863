import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Import } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportOut, RemoteAgentOut } from "@/api/generated/schema";
import { Button, buttonClass } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { Switch } from "@/ui/switch";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { accountsQuery, remoteAgentsQuery, useImport, useLook } from "./api";

/** Agents that live at a platform already, to be brought in. */
export function PlatformImports() {
  const { t } = useTranslation("deployments");
  const accounts = useQuery(accountsQuery);
  const [chosen, setChosen] = useState("");
  const accountId = chosen || accounts.data?.[0]?.id || "";
  const agents = useInfiniteQuery(remoteAgentsQuery(accountId));
  const [opened, setOpened] = useState<RemoteAgentOut>();
  const rows = agents.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="space-y-5">
        <p className="text-sm text-ink-2">{t("import.detail")}</p>
        {accounts.isPending && <SkeletonText lines={4} />}
        {accounts.isError && <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />}
        {accounts.data?.length === 0 && (
          <EmptyState
            icon={<Import aria-hidden />}
            title={t("empty")}
            description={t("empty_detail")}
            action={
              <Link to="/settings/providers" className={buttonClass("primary")}>
                {t("connect")}
              </Link>
            }
          />
        )}
        {accounts.data && accounts.data.length > 0 && (
          <Field label={t("import.account")}>
            <Select label={t("import.account")} value={accountId} onValueChange={setChosen} options={accounts.data.map((one) => ({ value: one.id, label: one.label }))} />
          </Field>
        )}
        {accountId && agents.isPending && <SkeletonText lines={6} />}
        {agents.isError && <ErrorState error={agents.error} onRetry={() => void agents.refetch()} />}
        {rows?.length === 0 && <EmptyState compact icon={<Import aria-hidden />} title={t("import.none")} description={t("import.none_detail")} />}
        {rows && rows.length > 0 && (
          <ul className="divide-y divide-line rounded-l border border-line bg-surface">
            {rows.map((agent) => (
              <li key={agent.id} className="flex flex-wrap items-center gap-3 px-4 py-3">
                <div className="min-w-40 flex-1">
                  <p className="text-sm font-medium wrap-anywhere">{agent.name || agent.id}</p>
                  <code className="font-mono text-2xs text-ink-3 wrap-anywhere">{agent.id}</code>
                </div>
                {agent.agent_id ? (
                  <>
                    <Pill tone="good">{t("import.ours")}</Pill>
                    <Link to="/agents/$agentId/deploy" params={{ agentId: agent.agent_id }} className={buttonClass()}>
                      {t("import.open")}
                    </Link>
                  </>
                ) : (
                  <Button onClick={() => setOpened(agent)}>{t("import.look")}</Button>
                )}
              </li>
            ))}
          </ul>
        )}
        {agents.hasNextPage && (
          <Button loading={agents.isFetchingNextPage} onClick={() => void agents.fetchNextPage()}>
            {t("import.more")}
          </Button>
        )}
      </div>
      {opened && <ImportSheet key={opened.id} accountId={accountId} remote={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function ImportSheet({ accountId, remote, onClose }: { accountId: string; remote: RemoteAgentOut; onClose: () => void }) {
  const { t } = useTranslation("deployments");
  const navigate = useNavigate();
  const look = useLook(accountId);
  const bring = useImport(accountId);
  const showError = useToastError();
  const [adopt, setAdopt] = useState(false);
  const [asked, setAsked] = useState(false);
  if (!asked) {
    setAsked(true);
    queueMicrotask(() => look.mutate(remote.id));
  }
  const run = async () => {
    try {
      const made = await bring.mutateAsync({ provider_agent_id: remote.id, adopt });
      toast(t("import.done", { name: made.name }));
      if (made.agent_id) await navigate({ to: "/agents/$agentId/build", params: { agentId: made.agent_id } });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={remote.name || remote.id}
      description={t("import.sheet_detail")}
      width="lg"
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" disabled={!look.data} loading={bring.isPending} onClick={() => void run()}>
            {t("import.bring")}
          </Button>
        </>
      }
    >
      {look.isError && <ErrorState compact error={look.error} onRetry={() => look.mutate(remote.id)} />}
      {!look.isError && !look.data && <SkeletonText lines={8} />}
      {look.data && (
        <div className="space-y-5">
          <Switch label={t("import.adopt")} description={t("import.adopt_detail")} checked={adopt} onCheckedChange={setAdopt} />
          <Report seen={look.data} />
        </div>
      )}
    </Sheet>
  );
}

function Report({ seen }: { seen: ImportOut }) {
  const { t } = useTranslation("deployments");
  return (
    <>
      {seen.secrets_removed > 0 && <Callout tone="warn">{t("import.secrets", { count: seen.secrets_removed })}</Callout>}
      <section>
        <h3 className="mb-1 text-xs font-medium text-ink-2">{t("import.first_message")}</h3>
        <p className="text-sm whitespace-pre-wrap wrap-anywhere">{seen.first_message || t("drift.nothing")}</p>
      </section>
      <Field label={t("import.prompt")}>
        <Textarea readOnly rows={8} className="text-xs" value={seen.prompt} />
      </Field>
      {seen.tools.length > 0 && <Callout tone="info">{t("import.tools", { tools: seen.tools.join(", ") })}</Callout>}
      {seen.unmapped.length > 0 && (
        <details className="text-xs text-ink-2">
          <summary className="cursor-pointer">{t("import.unmapped", { count: seen.unmapped.length })}</summary>
          <ul className="mt-2 list-disc space-y-0.5 pl-5">
            {seen.unmapped.map((path) => (
              <li key={path}>
                <code className="font-mono wrap-anywhere">{path}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
