import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { GitCompare, History, RotateCcw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Sheet } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { agentQuery, changesQuery, useMayInAgent, useRestoreVersion, type Version, versionsQuery } from "./api";
import { ChangeList } from "./change-list";

export function VersionsTab() {
  const { t } = useTranslation("agents");
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const agent = useQuery(agentQuery(agentId)).data?.data;
  const found = useInfiniteQuery(versionsQuery(agentId));
  const restore = useRestoreVersion(agentId);
  const showError = useToastError();
  const [restoring, setRestoring] = useState<Version>();
  const [comparing, setComparing] = useState<Version>();
  const mayPublish = useMayInAgent(agent, "agent:publish");
  const versions = found.data?.pages.flatMap((page) => page.items) ?? [];

  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.isSuccess && versions.length === 0) return <EmptyState icon={<History aria-hidden />} title={t("versions.empty")} description={t("versions.empty_detail")} />;
  return (
    <PageBody className="max-w-3xl">
      {found.isPending && <SkeletonText lines={6} />}
      <ol className="rounded-l border border-line bg-surface shadow-card empty:hidden">
        {versions.map((version) => (
          <li key={version.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3 last:border-b-0">
            <span className="w-10 shrink-0 font-mono text-sm font-medium">v{version.number}</span>
            <div className="min-w-48 flex-1">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{version.note || (version.rolled_back_to ? t("versions.rolled_back", { number: version.rolled_back_to }) : t("versions.no_note"))}</span>
                {version.live && (
                  <Pill tone="good" dot>
                    {t("versions.live")}
                  </Pill>
                )}
              </p>
              {version.forced_because && <p className="text-xs break-words text-warn">{t("versions.forced", { reason: version.forced_because })}</p>}
              <p className="text-xs text-ink-3">
                {version.author} · <TimeAgo value={version.created_at} />
              </p>
            </div>
            {!version.live && (
              <div className="flex gap-2">
                <Button size="sm" variant="ghost" onClick={() => setComparing(version)}>
                  <GitCompare aria-hidden />
                  {t("versions.compare")}
                </Button>
                {mayPublish && (
                  <Button size="sm" onClick={() => setRestoring(version)}>
                    <RotateCcw aria-hidden />
                    {t("versions.restore")}
                  </Button>
                )}
              </div>
            )}
          </li>
        ))}
      </ol>
      {found.hasNextPage && (
        <Button size="sm" className="mt-3" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("versions.more")}
        </Button>
      )}
      <ConfirmDialog
        open={restoring !== undefined}
        onOpenChange={(open) => !open && setRestoring(undefined)}
        title={t("versions.restore_title", { number: restoring?.number ?? 0 })}
        action={t("versions.restore")}
        onConfirm={async () => {
          if (!restoring) return;
          try {
            const made = await restore.mutateAsync(restoring.number);
            toast(t("publish.done", { number: made.number }));
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("versions.restore_detail")}
      </ConfirmDialog>
      {comparing && <CompareSheet agentId={agentId} version={comparing} onClose={() => setComparing(undefined)} />}
    </PageBody>
  );
}

function CompareSheet({ agentId, version, onClose }: { agentId: string; version: Version; onClose: () => void }) {
  const { t } = useTranslation("agents");
  const changes = useQuery(changesQuery(agentId, String(version.number), "live"));
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={t("versions.compare_title", { number: version.number })} width="lg">
      {changes.isPending && <SkeletonText lines={5} />}
      {changes.isError && <ErrorState error={changes.error} onRetry={() => void changes.refetch()} compact />}
      {changes.data && <ChangeList changes={changes.data} />}
    </Sheet>
  );
}
