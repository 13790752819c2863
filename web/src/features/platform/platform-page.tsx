import { Building2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/empty-state";
import { PageHeader } from "@/ui/page-header";

export function PlatformPage() {
  const { t } = useTranslation("platform");
  return (
    <>
      <PageHeader title={t("title")} />
      <EmptyState icon={<Building2 aria-hidden />} title={t("empty.title")} description={t("empty.description")} />
    </>
  );
}
