import { MessageCircle, Send } from "lucide-react";
import { useTranslation } from "react-i18next";
import { inkOn } from "@/lib/contrast";
import { Emblem } from "@/ui/avatar";
import { Card } from "@/ui/card";
import type { OrganizationDetails } from "../organization/api";
import type { Surface } from "./readability";

/** The chat window and its button in both themes, drawn with the colour that is being chosen. */
export function BrandPreview({ organization, color }: { organization: OrganizationDetails; color: string }) {
  const { t } = useTranslation("settings");
  return (
    <Card title={t("branding.preview")} description={t("branding.preview_detail")}>
      <div className="grid gap-4 sm:grid-cols-2">
        {(["light", "dark"] as const).map((theme) => (
          <Window key={theme} theme={theme} organization={organization} color={color} />
        ))}
      </div>
    </Card>
  );
}

function Window({ theme, organization, color }: { theme: Surface; organization: OrganizationDetails; color: string }) {
  const { t } = useTranslation("settings");
  const brand = { background: color, color: inkOn(color) };
  return (
    <figure role="img" aria-label={t(`branding.preview_in.${theme}`)} data-theme={theme} className="flex flex-col items-end rounded-l border border-line bg-bg p-4 text-ink">
      <div aria-hidden className="w-full overflow-hidden rounded-l border border-line bg-surface shadow-pop">
        <div className="flex items-center gap-2.5 px-3 py-2.5" style={brand}>
          {organization.brand.logo_url ? <Emblem name={organization.name} image={organization.brand.logo_url} size="md" /> : null}
          <span className="min-w-0 truncate text-sm font-semibold">{organization.name}</span>
        </div>
        <div className="space-y-2 p-3 text-xs">
          <p className="w-fit max-w-[85%] rounded-l bg-sunken px-2.5 py-1.5">{t("branding.says")}</p>
          <p className="ml-auto w-fit max-w-[85%] rounded-l px-2.5 py-1.5" style={brand}>
            {t("branding.asks")}
          </p>
          <p className="w-fit rounded-full border px-2.5 py-1 font-medium" style={{ borderColor: color }}>
            {t("branding.chooses")}
          </p>
        </div>
        <div className="flex items-center gap-2 border-t border-line px-3 py-2 text-2xs text-ink-3">
          <span className="flex-1">{t("branding.writes")}</span>
          <Send className="size-3.5" />
        </div>
      </div>
      <span aria-hidden className="mt-3 grid size-12 place-items-center rounded-full shadow-pop" style={brand}>
        <MessageCircle className="size-5" />
      </span>
    </figure>
  );
}
