import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Contradiction } from "./api";

/** What a passage says, and what the business says, which wins. */
export function ContradictionNote({ found }: { found: Contradiction }) {
  const { t } = useTranslation("knowledge");
  const { kind, subject, said, known } = found;
  return (
    <p className="mt-2 flex items-start gap-2 rounded-s bg-warn-soft px-2.5 py-1.5 text-xs text-warn">
      <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      <span className="min-w-0 whitespace-pre-line">{t(`contradiction.${kind}`, { subject, said, known })}</span>
    </p>
  );
}
