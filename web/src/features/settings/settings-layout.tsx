import { Outlet } from "@tanstack/react-router";
import { Building, Cable, Palette, ShieldCheck, Sparkles, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "@/ui/page-header";
import { SectionLayout } from "@/ui/section-layout";

export function SettingsLayout() {
  const { t } = useTranslation("settings");
  return (
    <>
      <PageHeader title={t("title")} />
      <SectionLayout
        label={t("sections.label")}
        groups={[
          {
            label: t("sections.organization"),
            links: [
              { to: "/settings/business", label: t("sections.business"), icon: <Building aria-hidden /> },
              { to: "/settings/team", label: t("sections.team"), icon: <Users aria-hidden /> },
              { to: "/settings/branding", label: t("sections.branding"), icon: <Palette aria-hidden /> },
              { to: "/settings/security", label: t("sections.security"), icon: <ShieldCheck aria-hidden /> },
            ],
          },
          {
            label: t("sections.connections"),
            links: [
              { to: "/settings/channels", label: t("sections.channels"), icon: <Cable aria-hidden /> },
              { to: "/settings/providers", label: t("sections.providers"), icon: <Sparkles aria-hidden /> },
            ],
          },
        ]}
      >
        <Outlet />
      </SectionLayout>
    </>
  );
}
