import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useOutcomeName } from "@/features/trace";
import type { Tone } from "@/ui/pill";
import type { ConversationStatus, ConversationSummary } from "./api";

/** The outcomes that agents name by themselves. Authors may name others; those are shown as written. */
export const OUTCOMES = ["completed", "answered", "resolved", "booked", "interested", "qualified", "sold", "callback_requested", "not_interested", "abandoned", "transferred", "failed"] as const;
export const CHANNELS = ["widget", "api"] as const;
export const LANGUAGES = ["es", "en", "pt", "fr", "de", "it", "ca"] as const;

const GOOD = new Set<string>(OUTCOMES.slice(0, 8));
const TONES: Record<ConversationStatus, Tone> = { active: "good", handed_off: "warn", ended: "neutral" };

/** Words for what the server sends as plain words. */
export function useWords() {
  const { t, i18n } = useTranslation("conversations");
  const outcome = useOutcomeName();
  return useMemo(
    () => ({
      outcome,
      channel: (word: string) => (i18n.exists(`conversations:channel.${word}`) ? t(`channel.${word}`) : word.replaceAll("_", " ")),
      status: ({ status, held_by }: Pick<ConversationSummary, "status" | "held_by">) => (held_by && status !== "ended" ? t("status.held", { name: held_by.name }) : t(`status.${status}`)),
    }),
    [outcome, t, i18n],
  );
}

export const outcomeTone = (word: string): Tone => (GOOD.has(word) ? "good" : "neutral");
export const statusTone = ({ status, held_by }: Pick<ConversationSummary, "status" | "held_by">): Tone => (held_by && status !== "ended" ? "info" : TONES[status]);
