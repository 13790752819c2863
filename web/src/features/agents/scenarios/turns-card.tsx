import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FlaskConical } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { type TurnToMend, turnsQuery, useAside } from "@/features/turns";
import { Button, buttonClass } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";

/** The answers that the team found bad and that no scenario holds the agent to yet; nothing where there are none. */
export function TurnsCard({ agentId, mayEdit }: { agentId: string; mayEdit: boolean }) {
  const { t } = useTranslation("turns");
  const mayRead = useMay("conversation:read");
  const found = useQuery({ ...turnsQuery(agentId), enabled: mayRead });
  if (found.isError && !found.data) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data || found.data.total === 0) return null;
  const { items, total, can } = found.data;
  return (
    <Card flush title={t("title")} description={t("detail")} actions={<Pill tone="warn">{total}</Pill>}>
      <ul aria-label={t("title")} className="border-t border-line">
        {items.map((turn) => (
          <TurnRow key={turn.message_id} turn={turn} agentId={agentId} mayEdit={mayEdit} mayAnnotate={can.includes("conversation:annotate")} />
        ))}
      </ul>
      {total > items.length && <p className="px-4 py-3 text-xs text-ink-2">{t("first", { count: items.length })}</p>}
    </Card>
  );
}

function TurnRow({ turn, agentId, mayEdit, mayAnnotate }: { turn: TurnToMend; agentId: string; mayEdit: boolean; mayAnnotate: boolean }) {
  const { t } = useTranslation("turns");
  const aside = useAside();
  const showError = useToastError();
  const of = { conversation: turn.conversation_id, message: turn.message_id };
  return (
    <li className="grid gap-2 border-b border-line px-4 py-3 last:border-b-0">
      <div className="grid gap-1 text-sm">
        {turn.asked && (
          <p className="line-clamp-2 break-words text-ink-2">
            <span className="mr-2 text-xs">{t("asked")}</span>
            {turn.asked}
          </p>
        )}
        <p className="line-clamp-3 break-words">
          <span className="mr-2 text-xs text-ink-2">{t("answered")}</span>
          {turn.said}
        </p>
        {turn.rating.remark && <p className="break-words font-medium">“{turn.rating.remark}”</p>}
        <p className="text-xs text-ink-2">
          {turn.rating.by.name || t("somebody")} · <TimeAgo value={turn.rating.rated_at} />
          {turn.test && <> · {t("in_test")}</>}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {mayEdit && mayAnnotate && (
          <Link to="/agents/$agentId/scenarios" params={{ agentId }} search={{ from: of.conversation, turn: of.message }} className={buttonClass("secondary", "sm")}>
            <FlaskConical aria-hidden />
            {t("make")}
          </Link>
        )}
        <Link to="/conversations/$conversationId" params={{ conversationId: of.conversation }} search className={buttonClass("ghost", "sm")}>
          {t("see")}
        </Link>
        {mayAnnotate && (
          <Button size="sm" variant="ghost" loading={aside.isPending} onClick={() => aside.mutate({ turn: of, aside: true }, { onError: showError })}>
            {t("aside")}
          </Button>
        )}
      </div>
    </li>
  );
}
