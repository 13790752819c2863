import type * as schema from "@/api/generated/schema";
import { useTranslation } from "react-i18next";
import { Callout } from "@/ui/callout";
import { LossList } from "./loss-list";

/** What publishing would lose on the phone, account by account. */
export function PublishLosses({ places }: { places: schema.PublishLosses[] }) {
  const { t } = useTranslation("agents");
  return places.map((place) => (
    <section key={place.deployment_id} className="space-y-2">
      <h3 className="text-xs font-medium text-ink-2">{t("losses.at", { account: place.account })}</h3>
      {place.blocked && <Callout tone="bad">{t("losses.blocked")}</Callout>}
      <LossList losses={place.items} />
    </section>
  ));
}
