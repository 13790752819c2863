import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { useOutcomeName } from "@/features/trace";
import type { Figures } from "@/features/figures";
import { Card } from "@/ui/card";
import { Pill, type Tone } from "@/ui/pill";
import { TimeAgo } from "@/ui/time-ago";
import type { Happening } from "./api";

const TONES: Record<string, Tone> = {
  "conversation.started": "info",
  "conversation.handed_off": "warn",
  "conversation.taken_over": "accent",
  "agent.published": "good",
  "agent.paused": "warn",
  "experiment.stopped": "warn",
  "knowledge.failed": "bad",
  "provider.failing": "bad",
  "provider.recovered": "good",
};

/** What happens now and what happened last; it changes by itself. */
export default function ActivityList({ home }: { home: Figures }) {
  const { t } = useTranslation("home");
  return (
    <Card title={t("activity.title")} flush>
      {home.activity.length === 0 ? (
        <p className="px-4 pb-5 text-sm text-ink-2">{t("activity.empty")}</p>
      ) : (
        <ol aria-live="polite" aria-label={t("activity.title")} className="pb-2">
          {home.activity.map((one) => (
            <li key={one.id}>
              <Row one={one} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function Row({ one }: { one: Happening }) {
  const { t, i18n } = useTranslation("home");
  const mayOpenAgents = useMay("agent:read");
  const mayOpenConversations = useMay("conversation:read");
  const outcomeName = useOutcomeName();
  const kind = one.kind.replace(".", "_");
  const content = (
    <>
      <Pill tone={TONES[one.kind] ?? "neutral"}>{i18n.exists(`home:kinds.${kind}`) ? t(`kinds.${kind}`) : kind.replaceAll("_", " ")}</Pill>
      <span className="mt-0.5 block truncate text-xs text-ink-2">
        {[one.agent_name, one.outcome && outcomeName(one.outcome).toLocaleLowerCase()].filter(Boolean).map((part) => `${part} · `)}
        <TimeAgo value={one.at} />
      </span>
    </>
  );
  const look = "block px-4 py-1.5 outline-offset-[-2px]";
  if (mayOpenConversations && one.subject_id.startsWith("cnv_")) {
    return (
      <Link to="/conversations/$conversationId" params={{ conversationId: one.subject_id }} className={`${look} hover:bg-sunken`}>
        {content}
      </Link>
    );
  }
  if (mayOpenAgents && one.subject_id.startsWith("agt_")) {
    return (
      <Link to="/agents/$agentId" params={{ agentId: one.subject_id }} className={`${look} hover:bg-sunken`}>
        {content}
      </Link>
    );
  }
  return <div className={look}>{content}</div>;
}
