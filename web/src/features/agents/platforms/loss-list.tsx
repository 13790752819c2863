import { useTranslation } from "react-i18next";
import { Pill } from "@/ui/pill";
import type { Loss } from "./api";

/** What a platform does otherwise or not at all, the blocking first. */
export function LossList({ losses }: { losses: Loss[] }) {
  const { t, i18n } = useTranslation("agents");
  // What is heard at any moment is no step: it goes by the name that it has among the agent's settings.
  const subject = ({ feature, node_id, node_name }: Loss) => {
    const wish = `general.wishes.${feature.replace("interrupt.", "")}` as "general.wishes.person";
    return node_id ? node_name || node_id : feature.startsWith("interrupt.") && i18n.exists(`agents:${wish}`) ? t(wish) : "";
  };
  return (
    <ul className="divide-y divide-line rounded-m border border-line">
      {losses.map((loss, index) => (
        <li key={index} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3 py-2">
          <Pill tone={loss.blocking ? "bad" : loss.how === "lost" ? "warn" : "neutral"}>{t(loss.blocking ? "losses.stops" : `losses.${loss.how}`)}</Pill>
          <p className="min-w-48 flex-1 text-xs text-ink-2">
            {subject(loss) && <b className="font-medium text-ink">{subject(loss)}: </b>}
            {loss.sentence}
          </p>
        </li>
      ))}
    </ul>
  );
}
