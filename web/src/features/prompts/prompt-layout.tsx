import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { LayoutTemplate } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { NewerBanner, SaveTemplate } from "@/features/keeping";
import { Button, IconButton } from "@/ui/button";
import { DeleteButton, DetailPage } from "@/ui/detail-page";
import { type Prompt, promptQuery, useDeletePrompt, usesQuery } from "./api";
import { PromptStatus } from "./prompt-status";
import { PublishSheet } from "./publish-sheet";
import { useWritten, WrittenProvider } from "./written-context";

/** A prompt's page: its text, models that answer it, its versions, and who uses it. */
export function PromptLayout() {
  const { t } = useTranslation("prompts");
  const { promptId } = useParams({ from: "/app/prompts/$promptId" });
  const found = useQuery(promptQuery(promptId));
  const prompt = found.data?.data;
  const params = { promptId };
  const page = (
    <DetailPage
      found={found}
      parent={<Link to="/prompts">{t("title")}</Link>}
      title={prompt?.title ?? t("one")}
      status={prompt && <PromptStatus prompt={prompt} />}
      actions={prompt?.can.includes("prompt:manage") && <Actions key={prompt.id} prompt={prompt} />}
      label={t("tabs.label")}
      tabs={[
        { to: "/prompts/$promptId", params, label: t("tabs.write"), exact: true },
        { to: "/prompts/$promptId/test", params, label: t("tabs.test") },
        { to: "/prompts/$promptId/versions", params, label: t("tabs.versions") },
        { to: "/prompts/$promptId/uses", params, label: t("tabs.uses") },
      ]}
    >
      <NewerBanner id={promptId} path={`/prompts/${promptId}`} className="rounded-none" />
      <Outlet />
    </DetailPage>
  );
  return found.data ? (
    <WrittenProvider key={promptId} id={promptId} loaded={found.data}>
      {page}
    </WrittenProvider>
  ) : (
    page
  );
}

function Actions({ prompt }: { prompt: Prompt }) {
  const { t } = useTranslation("prompts");
  const { membership } = useSession();
  const { flush, state } = useWritten();
  const [publishing, setPublishing] = useState(false);
  const [keeping, setKeeping] = useState(false);
  return (
    <>
      {membership.permissions.includes("agent:create") && (
        <IconButton label={t("keep")} onClick={() => setKeeping(true)}>
          <LayoutTemplate aria-hidden />
        </IconButton>
      )}
      {keeping && <SaveTemplate kept={{ holds: "prompt", prompt_id: prompt.id }} title={prompt.title} onClose={() => setKeeping(false)} />}
      <DeletePrompt prompt={prompt} />
      <Button variant="primary" disabled={state === "saved" && !prompt.has_changes && prompt.outdated.length === 0} onClick={() => void flush().then(() => setPublishing(true))}>
        {t("publish.open")}
      </Button>
      {publishing && <PublishSheet prompt={prompt} onClose={() => setPublishing(false)} />}
    </>
  );
}

function DeletePrompt({ prompt }: { prompt: Prompt }) {
  const { t } = useTranslation("prompts");
  const navigate = useNavigate();
  const remove = useDeletePrompt(prompt.id);
  const [asking, setAsking] = useState(false);
  const uses = useQuery({ ...usesQuery(prompt.id), enabled: asking }).data?.items ?? [];
  return (
    <DeleteButton label={t("delete.open")} title={t("delete.title", { name: prompt.title })} open={asking} onOpenChange={setAsking} onDelete={() => remove.mutateAsync()} onDeleted={() => void navigate({ to: "/prompts" })}>
      {t("delete.detail")} {uses.length > 0 && t("delete.used", { count: uses.length })}
    </DeleteButton>
  );
}
