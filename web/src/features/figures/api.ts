import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export const RANGES = ["7d", "30d", "90d"] as const;
export type Range = (typeof RANGES)[number];

/** A figure beside the same of the period before; `change` is relative, null where there is no before. */
export type Measure = schema.Measure;
export type DayFigures = schema.DayFigures;
export type LanguageFigures = schema.LanguageFigures;
/** `hours`: beginnings by weekday, Monday first, and hour. */
export type Figures = schema.HomeOut;

/** Of all agents, or of one. The key begins with "home", so that "conversation.changed" refreshes it. */
export const figuresQuery = (range: Range, agent: string | undefined) =>
  queryOptions({
    queryKey: ["home", range, agent],
    queryFn: ({ signal }) => api.get<Figures>("/home", { query: { range, agent }, signal }),
    placeholderData: keepPreviousData,
  });
