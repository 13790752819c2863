import { MessageSquareText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/empty-state";
import type { Agent } from "../api";

/** Where the test conversation goes. Gets the agent; fills the column that the page gives it. */
export default function TestPanel({ agent }: { agent: Agent }) {
  const { t } = useTranslation("agents");
  return (
    <>
      <div className="flex min-h-12 items-center gap-2 border-b border-line px-4 max-xl:hidden">
        <h2 className="font-semibold">{t("test.title")}</h2>
      </div>
      <EmptyState compact icon={<MessageSquareText aria-hidden />} title={t("test.empty")} description={t("test.empty_detail", { name: agent.name })} />
    </>
  );
}
