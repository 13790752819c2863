import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { History } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { LoadMore } from "@/ui/load-more";
import { PageBody } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { type Definition, definitionOf, toolQuery, useRestoreTool, usesQuery, versionsQuery } from "./api";
import { Shown } from "./shown";
import { VersionChanges } from "./version-changes";

/** What was published, who has which version, and the way back. */
export function ToolVersions() {
  const { t } = useTranslation("tools");
  const { toolId } = useParams({ from: "/app/tools/$toolId" });
  const navigate = useNavigate();
  const showError = useToastError();
  const tool = useQuery(toolQuery(toolId)).data?.data;
  const found = useInfiniteQuery(versionsQuery(toolId));
  const uses = useQuery(usesQuery(toolId)).data ?? [];
  const restore = useRestoreTool(toolId);
  const newest = found.data?.[0];
  const before = (index: number) => found.data?.[index + 1];
  return (
    <PageBody className="w-full max-w-3xl space-y-4">
      {uses.length > 0 && (
        <Card title={t("uses.title")} description={t("uses.detail")}>
          <ul className="space-y-1.5">
            {uses.map((use) => (
              <li key={use.id} className="flex items-center gap-3 text-sm">
                <Link to="/agents/$agentId/tools" params={{ agentId: use.id }} className="min-w-0 truncate text-accent hover:underline">
                  {use.name}
                </Link>
                <Pill tone={use.version === tool?.live_number ? "good" : "warn"}>{t("calls.version", { number: use.version })}</Pill>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {found.isPending && <SkeletonText lines={6} />}
      {found.isError && !found.data && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.length === 0 && <EmptyState icon={<History aria-hidden />} title={t("versions.empty")} description={t("versions.empty_detail")} />}
      {tool?.has_changes && newest && (
        <Card title={t("changes.draft")} description={t("changes.since", { number: newest.number })}>
          <VersionChanges before={newest.definition as unknown as Definition} after={definitionOf(tool)} />
        </Card>
      )}
      {found.data?.map((version, index) => (
        <Card
          key={version.number}
          title={
            <span className="flex items-center gap-2">
              {t("calls.version", { number: version.number })}
              {version.live && <Pill tone="good">{t("versions.newest")}</Pill>}
            </span>
          }
          description={[version.note, version.author].filter(Boolean).join(" · ")}
          actions={
            <>
              <TimeAgo value={version.created_at} className="text-ink-2" />
              {tool?.can.includes("tool:manage") && (
                <Button size="sm" loading={restore.isPending && restore.variables === version.number} onClick={() => restore.mutate(version.number, { onSuccess: () => void navigate({ to: "/tools/$toolId", params: { toolId } }), onError: showError })}>
                  {t("versions.restore")}
                </Button>
              )}
            </>
          }
        >
          {before(index) && (
            <div className="mb-3">
              <h3 className="mb-2 text-xs font-semibold">{t("changes.since", { number: before(index)?.number })}</h3>
              <VersionChanges before={before(index)?.definition as unknown as Definition} after={version.definition as unknown as Definition} />
            </div>
          )}
          <details>
            <summary className="cursor-pointer text-xs text-ink-2 hover:text-ink">{t("json.open")}</summary>
            <div className="mt-2">
              <Shown label={t("json.label")} text={JSON.stringify(version.definition, null, 2)} />
            </div>
          </details>
        </Card>
      ))}
      <LoadMore query={found} />
    </PageBody>
  );
}
