import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { ErrorState } from "@/ui/error-state";
import { LinkTabs } from "@/ui/link-tabs";
import { PageBody, PageHeader } from "@/ui/page-header";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { type Prompt, promptQuery, useDeletePrompt, usesQuery } from "./api";
import { PromptStatus } from "./prompt-status";
import { PublishSheet } from "./publish-sheet";

/** A prompt's page: its text, models that answer it, its versions, and who uses it. */
export function PromptLayout() {
  const { t } = useTranslation("prompts");
  const { promptId } = useParams({ from: "/app/prompts/$promptId" });
  const found = useQuery(promptQuery(promptId));
  const prompt = found.data?.data;
  const params = { promptId };
  return (
    <>
      <PageHeader parent={<Link to="/prompts">{t("title")}</Link>} title={prompt?.title ?? t("one")} status={prompt && <PromptStatus prompt={prompt} />} actions={prompt?.can.includes("prompt:manage") && <Actions key={prompt.id} prompt={prompt} />} />
      <LinkTabs
        label={t("tabs.label")}
        tabs={[
          { to: "/prompts/$promptId", params, label: t("tabs.write"), exact: true },
          { to: "/prompts/$promptId/test", params, label: t("tabs.test") },
          { to: "/prompts/$promptId/versions", params, label: t("tabs.versions") },
          { to: "/prompts/$promptId/uses", params, label: t("tabs.uses") },
        ]}
      />
      {found.isPending && (
        <PageBody>
          <SkeletonText lines={8} />
        </PageBody>
      )}
      {found.isError && !prompt && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {prompt && <Outlet />}
    </>
  );
}

function Actions({ prompt }: { prompt: Prompt }) {
  const { t } = useTranslation("prompts");
  const [publishing, setPublishing] = useState(false);
  return (
    <>
      <DeletePrompt prompt={prompt} />
      <Button variant="primary" disabled={!prompt.has_changes && prompt.outdated.length === 0} onClick={() => setPublishing(true)}>
        {t("publish.open")}
      </Button>
      {publishing && <PublishSheet prompt={prompt} onClose={() => setPublishing(false)} />}
    </>
  );
}

function DeletePrompt({ prompt }: { prompt: Prompt }) {
  const { t } = useTranslation("prompts");
  const navigate = useNavigate();
  const showError = useToastError();
  const remove = useDeletePrompt(prompt.id);
  const [asking, setAsking] = useState(false);
  const uses = useQuery({ ...usesQuery(prompt.id), enabled: asking }).data?.items ?? [];
  return (
    <>
      <IconButton label={t("delete.open")} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
      </IconButton>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("delete.title", { name: prompt.title })}
        action={t("delete.open")}
        destructive
        onConfirm={() =>
          remove.mutateAsync().then(
            () => void navigate({ to: "/prompts" }),
            (error: unknown) => {
              showError(error);
              throw error;
            },
          )
        }
      >
        {t("delete.detail")} {uses.length > 0 && t("delete.used", { count: uses.length })}
      </ConfirmDialog>
    </>
  );
}
