import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Tone } from "@/ui/pill";
import { type Stage, type StageId, stagesQuery } from "./api";

const TONES: Record<StageId, Tone> = { new: "neutral", contacted: "info", interested: "accent", booked: "good", won: "good", lost: "bad" };
export const stageTone = (stage: StageId): Tone => TONES[stage];

const NONE: Stage[] = [];

/** The stages in their order, and what one is called. */
export function useStages(): { stages: Stage[]; nameOf: (id: StageId) => string } {
  const { i18n } = useTranslation("contacts");
  const stages = useQuery(stagesQuery(i18n.language)).data ?? NONE;
  return useMemo(() => ({ stages, nameOf: (id) => stages.find((stage) => stage.id === id)?.name ?? "…" }), [stages]);
}
