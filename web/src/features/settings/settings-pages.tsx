import { useTranslation } from "react-i18next";
import { Card } from "@/ui/card";
import { Section } from "@/ui/section-layout";

type Name = "business" | "team" | "channels" | "providers" | "branding" | "security";

/** Stands where a slice of the product will put its own page. */
function Unset({ name }: { name: Name }) {
  const { t } = useTranslation("settings");
  return (
    <Section title={t(`sections.${name}`)} description={t(`about.${name}`)}>
      <Card>
        <p className="text-sm text-ink-2">{t("soon")}</p>
      </Card>
    </Section>
  );
}

export const BusinessPage = () => <Unset name="business" />;
export const TeamPage = () => <Unset name="team" />;
export const ChannelsPage = () => <Unset name="channels" />;
export const ProvidersPage = () => <Unset name="providers" />;
export const BrandingPage = () => <Unset name="branding" />;
export const SecurityPage = () => <Unset name="security" />;
