import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Pill } from "@/ui/pill";
import type { Document } from "./api";

const TONES = { waiting: "neutral", indexing: "info", ready: "good", failed: "bad" } as const;

/** How many pages of a document that is ready have no text: pictures of paper, of which nothing is known. */
export const silentPages = ({ status, pages_done, pages_total }: Document): number => (status === "ready" ? pages_total - pages_done : 0);

/** Where a document is on its way to being known; while it is read, how far. */
export function DocumentState({ document }: { document: Document }) {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const { status, pages_done, pages_total } = document;
  const counted = status === "indexing" && pages_total > 0;
  const silent = silentPages(document);
  return (
    <Pill tone={silent > 0 ? "warn" : TONES[status]} dot>
      {counted ? t("status.reading", { done: formats.number(pages_done), total: formats.number(pages_total) }) : silent > 0 ? t("status.silent", { count: silent, total: formats.number(pages_total) }) : t(`status.${status}`)}
    </Pill>
  );
}
