import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ExternalLink, KeyRound, MoreHorizontal, Pencil, Plus, Rocket, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { Button, buttonClass, IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { CodeBlock, CopyField } from "@/ui/copy-field";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { LoadMore } from "@/ui/load-more";
import { PageBody } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { agentQuery } from "../api";
import { readBlueprint } from "../blueprint";
import { useDraft } from "../draft-context";
import { PlatformsSection } from "../platforms";
import { type Channel, channelsQuery, useDeleteChannel, useRotateKey } from "./api";
import { ChannelSheet } from "./channel-sheet";
import { NewChannelSheet } from "./new-channel-sheet";

/** Where people reach this agent. */
export function DeployTab() {
  const { t } = useTranslation("agents");
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const { membership } = useSession();
  const draft = useDraft();
  const blueprint = useMemo(() => readBlueprint(draft.blueprint), [draft.blueprint]);
  const channels = useInfiniteQuery(channelsQuery(agentId));
  const agent = useQuery({ ...agentQuery(agentId), select: ({ data }) => data });
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<string>();
  const mayAdd = membership.permissions.includes("channel:update");
  const add = mayAdd && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden />
      {t("deploy.new")}
    </Button>
  );
  return (
    <PageBody className="w-full max-w-3xl">
      {membership.permissions.includes("voice_account:read") && <PlatformsSection agentId={agentId} published={(agent.data?.live_number ?? null) !== null} />}
      {channels.isPending && <SkeletonText lines={6} />}
      {channels.isError && <ErrorState error={channels.error} onRetry={() => void channels.refetch()} />}
      {channels.data?.length === 0 && <EmptyState icon={<Rocket aria-hidden />} title={t("tab_empty.deploy")} description={t("tab_empty.deploy_detail")} action={add} />}
      {channels.data && channels.data.length > 0 && (
        <div className="space-y-4">
          {channels.data.map((channel) => (
            <ChannelCard key={channel.id} channel={channel} onEdit={() => setEditing(channel.id)} />
          ))}
          <LoadMore query={channels} className="mr-3" />
          {add}
        </div>
      )}
      {adding && (
        <NewChannelSheet
          agentId={agentId}
          onClose={(made) => {
            setAdding(false);
            if (made) setEditing(made.id);
          }}
        />
      )}
      {editing && <ChannelSheet id={editing} languages={blueprint.languages} greeting={blueprint.greeting} onClose={() => setEditing(undefined)} />}
    </PageBody>
  );
}

function ChannelCard({ channel, onEdit }: { channel: Channel; onEdit: () => void }) {
  const { t } = useTranslation("agents");
  const [asking, setAsking] = useState<"rotate" | "delete">();
  const rotate = useRotateKey(channel.id);
  const remove = useDeleteChannel(channel.id);
  const showError = useToastError();
  const mayEdit = channel.can.includes("channel:update");
  const hosted = `${location.origin}/chat/${channel.key}`;
  const run = (work: () => Promise<unknown>, done: string) => async () => {
    try {
      await work();
      toast(done);
    } catch (error) {
      showError(error);
      throw error;
    }
  };
  return (
    <Card
      title={channel.name}
      description={t(`deploy.kinds.${channel.kind}`)}
      actions={
        <>
          <Pill dot tone={channel.serving === "live" ? "good" : channel.serving === "disabled" ? "neutral" : "warn"}>
            {t(`deploy.serving.${channel.serving}`)}
          </Pill>
          <Button size="sm" onClick={onEdit}>
            <Pencil aria-hidden />
            {mayEdit ? t("deploy.edit") : t("deploy.show")}
          </Button>
          {mayEdit && (
            <DropdownMenu>
              <DropdownMenuTrigger asChild>
                <IconButton size="icon-sm" label={t("actions_for", { name: channel.name })}>
                  <MoreHorizontal aria-hidden />
                </IconButton>
              </DropdownMenuTrigger>
              <DropdownMenuContent align="end">
                <DropdownMenuItem icon={<KeyRound aria-hidden />} onSelect={() => setAsking("rotate")}>
                  {t("deploy.rotate")}
                </DropdownMenuItem>
                <DropdownMenuItem destructive icon={<Trash2 aria-hidden />} onSelect={() => setAsking("delete")}>
                  {t("steps.delete")}
                </DropdownMenuItem>
              </DropdownMenuContent>
            </DropdownMenu>
          )}
        </>
      }
    >
      <div className="space-y-4">
        {channel.serving !== "live" && <p className="text-xs text-ink-2">{t(`deploy.serving_detail.${channel.serving}`)}</p>}
        {channel.kind === "widget" ? (
          <>
            <div>
              <p className="mb-1 text-xs font-medium text-ink-2">{t("deploy.snippet")}</p>
              <CodeBlock code={channel.snippet} label={t("deploy.snippet")} />
              <p className="mt-1 text-xs text-ink-3">{t("deploy.snippet_help")}</p>
            </div>
            <Field label={t("deploy.hosted")} help={t("deploy.hosted_help")}>
              <div className="flex flex-wrap gap-2">
                <CopyField className="min-w-48 flex-1" value={hosted} label={t("deploy.hosted")} />
                <a className={buttonClass()} href={hosted} target="_blank" rel="noopener">
                  <ExternalLink aria-hidden />
                  {t("deploy.open")}
                </a>
              </div>
            </Field>
          </>
        ) : (
          <Field label={t("deploy.key")} help={t("deploy.key_help")}>
            <CopyField value={channel.key} label={t("deploy.key")} />
          </Field>
        )}
        <p className="text-xs text-ink-2">{channel.origins.length > 0 ? t("deploy.shown_on", { origins: channel.origins.join(", ") }) : t("deploy.origins_none")}</p>
      </div>
      <ConfirmDialog
        open={asking === "rotate"}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={t("deploy.rotate_title", { name: channel.name })}
        action={t("deploy.rotate")}
        onConfirm={run(() => rotate.mutateAsync(), t("deploy.rotated"))}
      >
        {t("deploy.rotate_detail")}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={(open) => !open && setAsking(undefined)}
        destructive
        title={t("confirm.delete_title", { name: channel.name })}
        action={t("steps.delete")}
        onConfirm={run(() => remove.mutateAsync(), t("steps.delete_done", { name: channel.name }))}
      >
        {t("deploy.delete_detail")}
      </ConfirmDialog>
    </Card>
  );
}
