import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { Section } from "@/ui/section-layout";
import { SkeletonText } from "@/ui/skeleton";
import { type OrganizationDetails, organizationQuery } from "../organization/api";
import type { Tagged } from "@/api/client";
import { BrandPreview } from "./brand-preview";
import { ColorCard, HOUSE_COLOR } from "./color-card";
import { LogoCard } from "./logo-card";
import { hexOf } from "./readability";

/** The colour and the logo, with the widget drawn as it will look while they are being chosen. */
export function BrandingPage() {
  const { t } = useTranslation("settings");
  const found = useQuery(organizationQuery);
  return (
    <Section title={t("sections.branding")} description={t("about.branding")}>
      {found.isPending && (
        <Card>
          <SkeletonText lines={8} />
        </Card>
      )}
      {found.isError && !found.data && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Brand found={found.data} />}
    </Section>
  );
}

function Brand({ found }: { found: Tagged<OrganizationDetails> }) {
  const { t } = useTranslation("settings");
  const organization = found.data;
  const [text, setText] = useState(organization.brand.color ?? "");
  const mayChange = organization.can.includes("organization:update");
  return (
    <>
      {!mayChange && <Callout tone="neutral">{t("organization.read_only")}</Callout>}
      <ColorCard found={found} text={text} onText={setText} mayChange={mayChange} />
      <LogoCard organization={organization} mayChange={mayChange} />
      <BrandPreview organization={organization} color={hexOf(text) ?? HOUSE_COLOR} />
    </>
  );
}
