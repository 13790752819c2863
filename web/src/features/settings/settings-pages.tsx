import { useTranslation } from "react-i18next";
import { Card } from "@/ui/card";
import { Section } from "@/ui/section-layout";

type Name = "channels" | "branding";

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

export const ChannelsPage = () => <Unset name="channels" />;
export const BrandingPage = () => <Unset name="branding" />;
