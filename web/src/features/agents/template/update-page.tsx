import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useRouter } from "@tanstack/react-router";
import { LayoutTemplate } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { buttonClass } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { useDraft } from "../draft-context";
import { originQuery, updateQuery, useSkipUpdate, useTakeUpdate } from "./api";
import { StepList } from "./step-list";

/** What an agent was made of, and what the template's newer version would change in it. */
export function UpdatePage() {
  const { t } = useTranslation("gallery");
  const { agentId } = useParams({ from: "/app/agents/$agentId/template" });
  const { membership } = useSession();
  const origin = useQuery(originQuery(agentId));
  if (origin.isError) return <ErrorState error={origin.error} onRetry={() => void origin.refetch()} />;
  if (origin.isPending) return <SkeletonText className="p-6" lines={6} />;
  const copy = origin.data;
  if (!copy)
    return (
      <EmptyState
        icon={<LayoutTemplate aria-hidden />}
        title={t("update.none")}
        description={t("update.none_detail")}
        action={
          membership.permissions.includes("template:read") && (
            <Link to="/templates" className={buttonClass()}>
              {t("update.see_templates")}
            </Link>
          )
        }
      />
    );
  return (
    <PageBody className="max-w-4xl">
      <h2 className="text-md font-semibold break-words">{t("update.title", { title: copy.title })}</h2>
      <p className="mb-4 text-sm text-ink-2">{t("update.here", { number: copy.version })}</p>
      {copy.gone && <Callout tone="neutral">{t("update.gone")}</Callout>}
      {!copy.gone && copy.newest === copy.version && <Callout tone="good">{t("update.current")}</Callout>}
      {copy.newest > copy.version && <Newer key={copy.newest} agentId={agentId} />}
    </PageBody>
  );
}

function Newer({ agentId }: { agentId: string }) {
  const { t } = useTranslation("gallery");
  const router = useRouter();
  const showError = useToastError();
  const draft = useDraft();
  const { membership } = useSession();
  const may = membership.permissions.includes("agent:update");
  const found = useQuery(updateQuery(agentId));
  const take = useTakeUpdate(agentId);
  const skip = useSkipUpdate(agentId);
  if (found.isError) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <SkeletonText lines={6} />;
  const { version } = found.data;
  const back = () => router.navigate({ to: "/agents/$agentId/build", params: { agentId } });
  const run = async (keys: string[]) => {
    try {
      await draft.flush();
      await take.mutateAsync({ version, take: keys });
      await draft.follow();
      await back();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <StepList
      update={found.data}
      may={may}
      own={t("update.own")}
      publishing={t("update.publishing")}
      taking={take.isPending}
      skipping={skip.isPending}
      onTake={(keys) => void run(keys)}
      onSkip={() => void skip.mutateAsync(version).then(back, showError)}
    />
  );
}
