import { MessagesSquare } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/empty-state";
import { PageHeader } from "@/ui/page-header";

export function ConversationsPage() {
  const { t } = useTranslation("conversations");
  return (
    <>
      <PageHeader title={t("title")} />
      <EmptyState icon={<MessagesSquare aria-hidden />} title={t("empty.title")} description={t("empty.description")} />
    </>
  );
}
