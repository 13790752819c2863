import { LayoutTemplate } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/empty-state";
import { PageHeader } from "@/ui/page-header";

export function TemplatesPage() {
  const { t } = useTranslation("templates");
  return (
    <>
      <PageHeader title={t("title")} />
      <EmptyState icon={<LayoutTemplate aria-hidden />} title={t("empty.title")} description={t("empty.description")} />
    </>
  );
}
