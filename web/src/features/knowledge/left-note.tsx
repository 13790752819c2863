import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import type { Left } from "./api";

const NAMED = 8;

/** Which of several were left as they were, by name, each with why. */
export function LeftNote({ left, onClose }: { left: Left[]; onClose: () => void }) {
  const { t } = useTranslation("knowledge");
  if (left.length === 0) return null;
  return (
    <Callout
      live
      tone="warn"
      className="mb-3"
      title={t("bulk.left", { count: left.length })}
      action={
        <IconButton size="icon-sm" label={t("bulk.left_close")} onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      }
    >
      <ul className="mt-1 space-y-0.5 text-xs">
        {left.slice(0, NAMED).map(({ id, title, reason, other }) => (
          <li key={id} className="break-words">
            {title ? t(`bulk.reasons.${reason}`, { title, other }) : t("bulk.reasons.gone")}
          </li>
        ))}
        {left.length > NAMED && <li>{t("bulk.left_more", { count: left.length - NAMED })}</li>}
      </ul>
    </Callout>
  );
}
