import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { buttonClass } from "@/ui/button";
import { Card } from "@/ui/card";
import { TimeAgo } from "@/ui/time-ago";
import type { ContradictingTalk } from "./api";

/** The last conversations in which an agent said something that the business profile denies. */
export function SaidCard({ talks }: { talks: ContradictingTalk[] }) {
  const { t } = useTranslation("knowledge");
  return (
    <Card
      title={t("review.said")}
      description={t("review.said_detail")}
      flush
      actions={
        <Link to="/conversations" search={{ contradicting: true }} className={buttonClass("secondary", "sm")}>
          {t("review.said_all")}
        </Link>
      }
    >
      <ul>
        {talks.map((talk) => (
          <li key={talk.id} className="border-b border-line px-4 py-2.5 last:border-b-0">
            <Link to="/conversations/$conversationId" params={{ conversationId: talk.id }} className="block truncate text-sm font-medium text-accent underline-offset-2 hover:underline">
              {talk.preview || talk.agent.name}
            </Link>
            <p className="text-xs text-ink-3">
              {talk.agent.name} · <TimeAgo value={talk.started_at} />
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
