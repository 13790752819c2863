import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { approvalsOfQuery } from "./api";
import { Request } from "./request";

/** What a conversation waits for a person to agree to; nothing while it waits for nobody. */
export function ConversationApprovals({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation("approvals");
  const may = useMay("tool:approve");
  const found = useQuery({ ...approvalsOfQuery(conversationId), enabled: may }).data ?? [];
  const waiting = found.filter(({ state }) => state === "waiting");
  if (waiting.length === 0) return null;
  return (
    <section aria-label={t("waiting")} className="max-h-1/2 shrink-0 space-y-4 overflow-y-auto border-t border-line bg-warn-soft/40 px-5 py-4">
      {waiting.map((one) => (
        <Request key={one.id} one={one} />
      ))}
    </section>
  );
}
