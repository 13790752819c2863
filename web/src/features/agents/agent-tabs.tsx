import { BookOpen, ChartNoAxesColumn, Rocket } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/empty-state";

/** Stand where the slices of knowledge, channels and analytics put their own tabs. */
export function KnowledgeTab() {
  const { t } = useTranslation("agents");
  return <EmptyState icon={<BookOpen aria-hidden />} title={t("tab_empty.knowledge")} description={t("tab_empty.knowledge_detail")} />;
}

export function DeployTab() {
  const { t } = useTranslation("agents");
  return <EmptyState icon={<Rocket aria-hidden />} title={t("tab_empty.deploy")} description={t("tab_empty.deploy_detail")} />;
}

export function InsightsTab() {
  const { t } = useTranslation("agents");
  return <EmptyState icon={<ChartNoAxesColumn aria-hidden />} title={t("tab_empty.insights")} description={t("tab_empty.insights_detail")} />;
}
