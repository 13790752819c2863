import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bot, ExternalLink, Rocket } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, buttonClass } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { CodeBlock, CopyField } from "@/ui/copy-field";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { SkeletonText } from "@/ui/skeleton";
import { Moment } from "@/ui/time-ago";
import { type Channel, oneChannelQuery } from "./api";
import { ServingPill } from "./channels-page";

/** What is needed to put a channel somewhere. It is changed where its agent is. */
export function ChannelSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const found = useQuery(oneChannelQuery(id));
  const channel = found.data;
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={channel?.name ?? t("channels.one")}
      description={channel && t(`channels.kinds.${channel.kind}`)}
      actions={channel && <ServingPill serving={channel.serving} />}
      footer={
        channel && (
          <Button asChild variant="primary">
            <Link to="/agents/$agentId/deploy" params={{ agentId: channel.agent_id }}>
              <Rocket aria-hidden />
              {t(channel.can.includes("channel:update") ? "channels.change" : "channels.show")}
            </Link>
          </Button>
        )
      }
    >
      {found.isPending && <SkeletonText lines={8} />}
      {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {channel && <Inside channel={channel} />}
    </Sheet>
  );
}

function Inside({ channel }: { channel: Channel }) {
  const { t } = useTranslation("settings");
  const hosted = `${location.origin}/chat/${channel.key}`;
  return (
    <div className="space-y-5">
      {channel.serving !== "live" && (
        <Callout tone={channel.serving === "disabled" ? "neutral" : "warn"}>{t(`channels.serving_detail.${channel.serving}`)}</Callout>
      )}
      <div>
        <p className="mb-1 text-xs font-medium text-ink-2">{t("channels.agent")}</p>
        <Link to="/agents/$agentId" params={{ agentId: channel.agent_id }} className="inline-flex items-center gap-2 text-sm font-medium hover:underline">
          <Bot aria-hidden className="size-4 text-ink-3" />
          {channel.agent_name}
        </Link>
      </div>
      <Field label={t("channels.key")} help={t("channels.key_help")}>
        <CopyField value={channel.key} label={t("channels.key")} />
      </Field>
      {channel.kind === "widget" && (
        <>
          <div>
            <p className="mb-1 text-xs font-medium text-ink-2">{t("channels.snippet")}</p>
            <CodeBlock code={channel.snippet} label={t("channels.snippet")} />
            <p className="mt-1 text-xs text-ink-3">{t("channels.snippet_help")}</p>
          </div>
          <Field label={t("channels.hosted")} help={t("channels.hosted_help")}>
            <div className="flex flex-wrap gap-2">
              <CopyField className="min-w-48 flex-1" value={hosted} label={t("channels.hosted")} />
              <a className={buttonClass()} href={hosted} target="_blank" rel="noopener">
                <ExternalLink aria-hidden />
                {t("channels.open")}
              </a>
            </div>
          </Field>
        </>
      )}
      <div>
        <p className="mb-1 text-xs font-medium text-ink-2">{t("channels.origins")}</p>
        {channel.origins.length > 0 ? (
          <ul className="space-y-1">
            {channel.origins.map((origin) => (
              <li key={origin} className="font-mono text-xs break-all">
                {origin}
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-sm text-ink-2">{t(channel.kind === "api" ? "channels.programs_detail" : "channels.no_origins_detail")}</p>
        )}
      </div>
      <p className="text-xs text-ink-3">
        {t("channels.changed")} <Moment value={channel.updated_at} />
      </p>
    </div>
  );
}
