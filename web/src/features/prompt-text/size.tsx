import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import type { Look } from "./api";

/** About how long a text is, and what it adds to the cost of each answer with the model that is asked first. */
export function Size({ look, characters }: { look: Look; characters: number }) {
  const { t } = useTranslation("prompts");
  const formats = useFormats();
  const priced = look.costs.find(({ micros }) => micros !== null);
  return (
    <span className="text-xs text-ink-2 tabular-nums" title={t("preview.approximate")}>
      {[t("tokens", { count: look.tokens }), t("characters", { count: characters }), ...(priced ? [t("adds", { money: formats.money((priced.micros ?? 0) * 1_000, "USD"), model: priced.model })] : [])].join(" · ")}
    </span>
  );
}
