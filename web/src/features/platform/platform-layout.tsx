import { Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { LinkTabs } from "@/ui/link-tabs";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";

/** The area of whoever runs the installation, across organizations and apart from them. */
export function PlatformLayout() {
  const { t } = useTranslation("platform");
  return (
    <>
      <PageHeader title={t("title")} status={<Pill tone="accent">{t("super_admin")}</Pill>} />
      <LinkTabs
        label={t("title")}
        tabs={[
          { to: "/platform", label: t("tabs.organizations"), exact: true },
          { to: "/platform/people", label: t("tabs.people") },
          { to: "/platform/gallery", label: t("tabs.gallery") },
          { to: "/platform/health", label: t("tabs.health") },
          { to: "/platform/audit", label: t("tabs.audit") },
        ]}
      />
      <PageBody>
        <Outlet />
      </PageBody>
    </>
  );
}
