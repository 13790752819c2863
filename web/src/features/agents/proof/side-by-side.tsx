import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Waypoints, Wrench } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useToolTitle } from "@/features/trace";
import { buttonClass } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { type ReplayTalk, type ReplayTalkDetail, talkQuery } from "./api";

/** What was said then, beside what would be said with the draft. */
export function SideBySide({ replay, agent, talk }: { replay: string; agent: string; talk: ReplayTalk }) {
  const { t } = useTranslation("proof");
  const found = useQuery(talkQuery(replay, talk.id));
  if (found.isPending) return <SkeletonText lines={6} className="px-5 pb-4" />;
  if (found.isError) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <div className="space-y-3 px-5 pt-2 pb-4">
      {found.data.missing && <Callout tone="warn">{t("side.missing", { tool: found.data.missing })}</Callout>}
      <div className="grid gap-3 sm:grid-cols-2">
        <section aria-label={t("side.then")} className="min-w-0">
          <h3 className="mb-1.5 flex items-baseline justify-between gap-2 text-xs font-medium text-ink-2">
            {t("side.then")}
            <Link to="/conversations/$conversationId" params={{ conversationId: talk.conversation_id }} className="font-normal text-accent underline-offset-2 hover:underline">
              {t("side.open")}
            </Link>
          </h3>
          <Then lines={found.data.then} />
        </section>
        <section aria-label={t("side.now")} className="min-w-0">
          <h3 className="mb-1.5 text-xs font-medium text-ink-2">{t("side.now")}</h3>
          <Now talk={found.data} />
        </section>
      </div>
      <Link to="/agents/$agentId/build" params={{ agentId: agent }} search={{ way: `${replay}/${talk.id}` }} className={buttonClass("secondary", "sm")}>
        <Waypoints aria-hidden />
        {t("side.on_canvas")}
      </Link>
    </div>
  );
}

const listClass = "space-y-1.5 rounded-m border border-line bg-sunken p-3 text-sm";

function Said({ who, mine, children }: { who: string; mine: boolean; children: ReactNode }) {
  return (
    <p className={`break-words whitespace-pre-wrap ${mine ? "font-medium" : ""}`}>
      <span className="mr-2 text-xs font-normal text-ink-2">{who}</span>
      {children}
    </p>
  );
}

function Then({ lines }: { lines: ReplayTalkDetail["then"] }) {
  const { t } = useTranslation("proof");
  return (
    <ol className={listClass}>
      {lines.map((line, index) => (
        <li key={index}>
          <Said who={t(`role.${line.role}`)} mine={line.role === "agent"}>
            {line.text}
          </Said>
        </li>
      ))}
    </ol>
  );
}

function Now({ talk }: { talk: ReplayTalkDetail }) {
  const { t } = useTranslation("proof");
  const titleOf = useToolTitle();
  return (
    <ol className={listClass}>
      {talk.exchanges.map((exchange, index) => (
        <li key={index} className="space-y-1.5">
          {exchange.caller && (
            <Said who={t("role.visitor")} mine={false}>
              {exchange.caller}
            </Said>
          )}
          {exchange.tools.map((use, at) => (
            <p key={at} className="flex items-center gap-1.5 font-mono text-xs break-all text-ink-2">
              <Wrench aria-hidden className="size-3.5 shrink-0" />
              {titleOf(use.tool) && <span className="shrink-0 font-sans">{titleOf(use.tool)}</span>}
              {use.tool}({JSON.stringify(use.arguments)})
            </p>
          ))}
          {exchange.agent.map((text, at) => (
            <Said key={at} who={t("role.agent")} mine>
              {text}
            </Said>
          ))}
        </li>
      ))}
    </ol>
  );
}
