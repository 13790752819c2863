import { Outlet } from "@tanstack/react-router";
import { Fingerprint, KeyRound, Mail, MonitorSmartphone, ShieldCheck, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "@/ui/page-header";
import { SectionLayout } from "@/ui/section-layout";

export function AccountLayout() {
  const { t } = useTranslation("account");
  return (
    <>
      <PageHeader title={t("title")} />
      <SectionLayout
        label={t("title")}
        groups={[
          { label: t("nav.you"), links: [{ to: "/account/profile", label: t("nav.profile"), icon: <UserRound aria-hidden /> }, { to: "/account/email", label: t("nav.email"), icon: <Mail aria-hidden /> }] },
          {
            label: t("nav.protection"),
            links: [
              { to: "/account/password", label: t("nav.password"), icon: <KeyRound aria-hidden /> },
              { to: "/account/two-step", label: t("nav.two_step"), icon: <ShieldCheck aria-hidden /> },
              { to: "/account/passkeys", label: t("nav.passkeys"), icon: <Fingerprint aria-hidden /> },
              { to: "/account/sessions", label: t("nav.sessions"), icon: <MonitorSmartphone aria-hidden /> },
            ],
          },
        ]}
      >
        <Outlet />
      </SectionLayout>
    </>
  );
}
