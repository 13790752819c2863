import { useTranslation } from "react-i18next";
import { Card } from "@/ui/card";
import { Pill } from "@/ui/pill";
import type { ImportLoss } from "./api";

/** What is not taken over as it was, by the step where it stood. */
export function Losses({ losses }: { losses: ImportLoss[] }) {
  const { t } = useTranslation("imports");
  const places = new Map<string, ImportLoss[]>();
  for (const loss of losses) {
    const place = [loss.flow, loss.node].filter(Boolean).join(" › ");
    places.set(place, [...(places.get(place) ?? []), loss]);
  }
  if (losses.length === 0) return <Card title={t("losses.none")}>{<p className="text-sm text-ink-2">{t("losses.none_detail")}</p>}</Card>;
  return (
    <Card title={t("losses.title", { count: losses.length })} description={t("losses.detail")} flush>
      <ul className="divide-y divide-line border-t border-line">
        {[...places].map(([place, here]) => (
          <li key={place} className="space-y-1.5 px-4 py-3">
            <h3 className="text-sm font-medium wrap-anywhere">{place || t("losses.whole")}</h3>
            <ul className="space-y-1.5">
              {here.map((loss, index) => (
                <li key={index} className="flex flex-wrap items-start gap-x-3 gap-y-1">
                  <Pill tone={loss.weight === "lost" ? "warn" : "neutral"}>{t(`losses.${loss.weight}`)}</Pill>
                  <p className="min-w-48 flex-1 text-sm text-ink-2 wrap-anywhere">{loss.message}</p>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}
