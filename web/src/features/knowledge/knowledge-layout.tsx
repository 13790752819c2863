import { Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LinkTabs } from "@/ui/link-tabs";
import { PageHeader } from "@/ui/page-header";

export function KnowledgeLayout() {
  const { t } = useTranslation("knowledge");
  return (
    <>
      <PageHeader title={t("title")} className="border-b-0" />
      <LinkTabs
        label={t("title")}
        tabs={[
          { to: "/knowledge", label: t("tabs.documents"), exact: true },
          { to: "/knowledge/questions", label: t("tabs.questions") },
          { to: "/knowledge/sources", label: t("tabs.sources") },
          { to: "/knowledge/unanswered", label: t("tabs.unanswered") },
          { to: "/knowledge/review", label: t("tabs.review") },
          { to: "/knowledge/try", label: t("tabs.try") },
        ]}
      />
      <Outlet />
    </>
  );
}
