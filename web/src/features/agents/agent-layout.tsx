import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams, useRouter, useRouterState } from "@tanstack/react-router";
import { MessageSquareText } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { loadTexts } from "@/app/i18n";
import { PendingPage } from "@/app/fallback-pages";
import { mayDo, useSession } from "@/api/session";
import { useShortcuts } from "@/lib/shortcuts";
import { storage } from "@/lib/storage";
import { useMedia } from "@/lib/use-media";
import { Button } from "@/ui/button";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { type LinkTab, LinkTabs } from "@/ui/link-tabs";
import { PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { AgentMenu } from "./agent-menu";
import { AgentStatusPill } from "./agent-status";
import { type Agent, agentQuery, draftQuery, useMayInAgent } from "./api";
import { DraftProvider } from "./draft-context";
import { ConflictBanner, SaveStatus } from "./save-status";
import { PeopleHere } from "./presence/people-here";
import { PeopleProvider } from "./presence/use-people";
import { PublishButton } from "./publish-sheet";
import { RunPathProvider } from "./run-path";

const TestPanel = lazy(() => import("./test-panel"));
const UpdateBanner = lazy(async () => {
  const [module] = await Promise.all([import("./template/update-banner"), loadTexts("gallery")]);
  return { default: module.UpdateBanner };
});

/** Tabs that write into the draft: whoever is at one of them is seen by the others. */
const EDITING = new Set(["build", "knowledge", "tools", "languages", "template"]);

/** An agent's page: what it is, its tabs, and the test beside whatever is being changed. */
export function AgentLayout() {
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const agent = useQuery(agentQuery(agentId));
  const draft = useQuery(draftQuery(agentId));
  const editing = useRouterState({ select: ({ location }) => EDITING.has(location.pathname.split("/").at(-1) ?? "") });
  const error = agent.error ?? draft.error;
  if (error && (!agent.data || !draft.data)) {
    return <ErrorState error={error} onRetry={() => { void agent.refetch(); void draft.refetch(); }} />;
  }
  if (!agent.data || !draft.data) return <PendingPage />;
  return (
    <DraftProvider key={agentId} agentId={agentId} loaded={draft.data}>
      <PeopleProvider editing={editing}>
        <RunPathProvider>
          <AgentFrame agentId={agentId} />
        </RunPathProvider>
      </PeopleProvider>
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
  useEffect(() => void storage.write("test-panel", docked ? "open" : "closed"), [docked]);
  useEffect(() => {
    document.title = `${agent.name} · Centralita`;
  }, [agent.name]);
  const mayTry = useMayInAgent(agent, "agent:update");
  const toggleTest = () => (wide ? setDocked(!docked) : setSheet(!sheet));
  useShortcuts(mayTry ? [{ keys: "t", label: t("test.toggle"), group: t("agent"), run: toggleTest }] : []);

  const params = { agentId };
  const { membership } = useSession();
  const tab = (to: LinkTab["to"], label: string, needs?: string): LinkTab[] => (!needs || mayDo(membership, needs) ? [{ to, params, label }] : []);
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
            <PeopleHere />
            <SaveStatus />
            <AgentMenu agent={agent} onDeleted={() => void router.navigate({ to: "/agents" })} />
            <PublishButton agent={agent} />
          </>
        }
      />
      <LinkTabs
        label={t("tabs.label", { name: agent.name })}
        tabs={[
          ...tab("/agents/$agentId/build", t("tabs.build")),
          ...tab("/agents/$agentId/knowledge", t("tabs.knowledge"), "knowledge:read"),
          ...tab("/agents/$agentId/tools", t("tabs.tools"), "tool:read"),
          ...tab("/agents/$agentId/scenarios", t("tabs.scenarios")),
          ...tab("/agents/$agentId/languages", t("tabs.languages")),
          ...tab("/agents/$agentId/experiments", t("tabs.experiments")),
          ...tab("/agents/$agentId/versions", t("tabs.versions")),
          ...tab("/agents/$agentId/deploy", t("tabs.deploy"), "channel:read"),
          ...tab("/agents/$agentId/insights", t("tabs.insights")),
        ]}
        trailing={
          mayTry && (
          <Button variant="ghost" size="sm" aria-expanded={wide ? docked : sheet} onClick={toggleTest} className="ml-2">
            <MessageSquareText aria-hidden />
            {t("test.title")}
          </Button>
          )
        }
      />
      <ConflictBanner />
      {agent.template?.startsWith("gtp_") && (
        <Suspense>
          <UpdateBanner agentId={agentId} />
        </Suspense>
      )}
      <div className="flex min-h-0 flex-1">
        <div className="relative flex min-w-0 flex-1 flex-col overflow-y-auto">
          <Outlet />
        </div>
        {mayTry && wide && docked && (
          <aside aria-label={t("test.title")} className="flex w-[20.625rem] shrink-0 flex-col border-l border-line bg-bg">
            <Suspense fallback={<SkeletonText className="p-4" />}>
              <TestPanel agent={agent} />
            </Suspense>
          </aside>
        )}
      </div>
      {mayTry && !wide && (
        <Sheet open={sheet} onOpenChange={setSheet} title={t("test.title")} bodyClassName="flex flex-col p-0" className="max-sm:pb-[env(safe-area-inset-bottom)]">
          <Suspense fallback={<SkeletonText className="p-4" />}>
            <TestPanel agent={agent} />
          </Suspense>
        </Sheet>
      )}
    </div>
  );
}
