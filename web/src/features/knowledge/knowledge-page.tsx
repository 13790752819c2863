import { BookOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/empty-state";
import { PageHeader } from "@/ui/page-header";

export function KnowledgePage() {
  const { t } = useTranslation("knowledge");
  return (
    <>
      <PageHeader title={t("title")} />
      <EmptyState icon={<BookOpen aria-hidden />} title={t("empty.title")} description={t("empty.description")} />
    </>
  );
}
