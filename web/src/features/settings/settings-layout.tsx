import { Outlet } from "@tanstack/react-router";
import { Building, Cable, Gauge, KeyRound, Landmark, Palette, PhoneOff, ShieldCheck, Sparkles, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { PageHeader } from "@/ui/page-header";
import { SectionLayout, type SectionLink } from "@/ui/section-layout";

export function SettingsLayout() {
  const { t } = useTranslation("settings");
  const { membership } = useSession();
  // Pages that the API would refuse are not offered.
  const seen = (links: (SectionLink & { needs: string })[]) => links.filter(({ needs }) => membership.permissions.includes(needs));
  return (
    <>
      <PageHeader title={t("title")} />
      <SectionLayout
        label={t("sections.label")}
        groups={[
          {
            label: t("sections.organization"),
            links: seen([
              { to: "/settings/business", label: t("sections.business"), icon: <Building aria-hidden />, needs: "business:read" },
              { to: "/settings/organization", label: t("sections.general"), icon: <Landmark aria-hidden />, needs: "organization:read" },
              { to: "/settings/branding", label: t("sections.branding"), icon: <Palette aria-hidden />, needs: "organization:read" },
              { to: "/settings/team", label: t("sections.team"), icon: <Users aria-hidden />, needs: "member:read" },
              { to: "/settings/usage", label: t("sections.usage"), icon: <Gauge aria-hidden />, needs: "organization:read" },
              { to: "/settings/contact-rules", label: t("sections.contact_rules"), icon: <PhoneOff aria-hidden />, needs: "compliance:read" },
              { to: "/settings/security", label: t("sections.security"), icon: <ShieldCheck aria-hidden />, needs: "audit:read" },
            ]),
          },
          {
            label: t("sections.connections"),
            links: seen([
              { to: "/settings/channels", label: t("sections.channels"), icon: <Cable aria-hidden />, needs: "channel:read" },
              { to: "/settings/providers", label: t("sections.providers"), icon: <Sparkles aria-hidden />, needs: "model_account:read" },
              { to: "/settings/api-keys", label: t("sections.keys"), icon: <KeyRound aria-hidden />, needs: "api_key:manage" },
            ]),
          },
        ].filter(({ links }) => links.length > 0)}
      >
        <Outlet />
      </SectionLayout>
    </>
  );
}
