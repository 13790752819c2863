import { useTranslation } from "react-i18next";
import { Pill } from "@/ui/pill";
import type { PromptSummary } from "./api";

/** Where its labels point, and whether the draft has moved on. */
export function PromptStatus({ prompt }: { prompt: PromptSummary }) {
  const { t } = useTranslation("prompts");
  if (prompt.last_number === null) return <Pill>{t("status.draft")}</Pill>;
  const [first] = prompt.labels;
  return (
    <span className="inline-flex items-center gap-1.5">
      {first ? <LabelPill label={first.label} number={first.number} /> : <Pill>{t("version", { number: prompt.last_number })}</Pill>}
      {prompt.labels.length > 1 && <span className="text-2xs text-ink-3">+{prompt.labels.length - 1}</span>}
      {prompt.has_changes && (
        <span className="size-1.5 rounded-full bg-warn" title={t("status.changed")}>
          <span className="sr-only">{t("status.changed")}</span>
        </span>
      )}
    </span>
  );
}

/** A label with the version that it points at. */
export function LabelPill({ label, number }: { label: string; number?: number }) {
  const { t } = useTranslation("prompts");
  return <Pill tone={label === "production" ? "good" : "info"}>{number === undefined ? label : t("label_at", { label, number })}</Pill>;
}
