import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Pill } from "@/ui/pill";
import type { Document } from "./api";

const TONES = { waiting: "neutral", indexing: "info", ready: "good", failed: "bad" } as const;

/** Where a document is on its way to being known; while it is read, how far. */
export function DocumentState({ document: { status, pages_done, pages_total } }: { document: Document }) {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const counted = status === "indexing" && pages_total > 0;
  return (
    <Pill tone={TONES[status]} dot>
      {counted ? t("status.reading", { done: formats.number(pages_done), total: formats.number(pages_total) }) : t(`status.${status}`)}
    </Pill>
  );
}
