import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams, useRouter } from "@tanstack/react-router";
import { MessageSquareText } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { PendingPage } from "@/app/fallback-pages";
import { useShortcuts } from "@/lib/shortcuts";
import { storage } from "@/lib/storage";
import { useMedia } from "@/lib/use-media";
import { Button } from "@/ui/button";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { LinkTabs } from "@/ui/link-tabs";
import { PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { AgentMenu } from "./agent-menu";
import { AgentStatusPill } from "./agent-status";
import { type Agent, agentQuery, draftQuery } from "./api";
import { DraftProvider } from "./draft-context";
import { ConflictBanner, SaveStatus } from "./save-status";
import { PublishButton } from "./publish-sheet";
import { RunPathProvider } from "./run-path";

const TestPanel = lazy(() => import("./test-panel"));

/** An agent's page: what it is, its tabs, and the test beside whatever is being changed. */
export function AgentLayout() {
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const agent = useQuery(agentQuery(agentId));
  const draft = useQuery(draftQuery(agentId));
  const error = agent.error ?? draft.error;
  if (error && (!agent.data || !draft.data)) {
    return <ErrorState error={error} onRetry={() => { void agent.refetch(); void draft.refetch(); }} />;
  }
  if (!agent.data || !draft.data) return <PendingPage />;
  return (
    <DraftProvider key={agentId} agentId={agentId} loaded={draft.data}>
      <RunPathProvider>
        <AgentFrame agentId={agentId} />
      </RunPathProvider>
    </DraftProvider>
  );
}

function AgentFrame({ agentId }: { agentId: string }) {
  const { t } = useTranslation("agents");
  const router = useRouter();
  const agent: Agent = useSuspenseQuery(agentQuery(agentId)).data.data;
  const wide = useMedia("(min-width: 80rem)");
  const [docked, setDocked] = useState(() => storage.read("test-panel") !== "closed");
  const [sheet, setSheet] = useState(false);
  useEffect(() => storage.write("test-panel", docked ? "open" : "closed"), [docked]);
  useEffect(() => {
    document.title = `${agent.name} · Centralita`;
  }, [agent.name]);
  const toggleTest = () => (wide ? setDocked(!docked) : setSheet(!sheet));
  useShortcuts([{ keys: "t", label: t("test.toggle"), group: t("agent"), run: toggleTest }]);

  const params = { agentId };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        parent={<Link to="/agents">{t("title")}</Link>}
        title={agent.name}
        status={
          <>
            <AgentStatusPill agent={agent} />
            {agent.has_changes && agent.live_number !== null && <Pill tone="warn">{t("unpublished")}</Pill>}
          </>
        }
        actions={
          <>
            <SaveStatus />
            <AgentMenu agent={agent} onDeleted={() => void router.navigate({ to: "/agents" })} />
            <PublishButton agent={agent} />
          </>
        }
      />
      <LinkTabs
        label={t("tabs.label", { name: agent.name })}
        tabs={[
          { to: "/agents/$agentId/build", params, label: t("tabs.build") },
          { to: "/agents/$agentId/knowledge", params, label: t("tabs.knowledge") },
          { to: "/agents/$agentId/tools", params, label: t("tabs.tools") },
          { to: "/agents/$agentId/scenarios", params, label: t("tabs.scenarios") },
          { to: "/agents/$agentId/languages", params, label: t("tabs.languages") },
          { to: "/agents/$agentId/versions", params, label: t("tabs.versions") },
          { to: "/agents/$agentId/deploy", params, label: t("tabs.deploy") },
          { to: "/agents/$agentId/insights", params, label: t("tabs.insights") },
        ]}
        trailing={
          <Button variant="ghost" size="sm" aria-expanded={wide ? docked : sheet} onClick={toggleTest} className="ml-2">
            <MessageSquareText aria-hidden />
            {t("test.title")}
          </Button>
        }
      />
      <ConflictBanner />
      <div className="flex min-h-0 flex-1">
        <div className="relative flex min-w-0 flex-1 flex-col overflow-y-auto">
          <Outlet />
        </div>
        {wide && docked && (
          <aside aria-label={t("test.title")} className="flex w-[20.625rem] shrink-0 flex-col border-l border-line bg-bg">
            <Suspense fallback={<SkeletonText className="p-4" />}>
              <TestPanel agent={agent} />
            </Suspense>
          </aside>
        )}
      </div>
      {!wide && (
        <Sheet open={sheet} onOpenChange={setSheet} title={t("test.title")} bodyClassName="flex flex-col p-0" className="max-sm:pb-[env(safe-area-inset-bottom)]">
          <Suspense fallback={<SkeletonText className="p-4" />}>
            <TestPanel agent={agent} />
          </Suspense>
        </Sheet>
      )}
    </div>
  );
}
