import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type Page } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export const RANGES = ["7d", "30d", "90d"] as const;
export type Range = (typeof RANGES)[number];

/** A figure beside the same of the period before; `change` is relative, null where there is no before. */
export type Measure = schema.Measure;
export type DayFigures = schema.DayFigures;
export type AgentFigures = schema.AgentFigures;
export type Happening = schema.Activity;
/** `hours`: beginnings by weekday, Monday first, and hour. */
export type Home = schema.HomeOut;

/** The key begins with "home", so that "conversation.changed" refreshes it. */
export const homeQuery = (range: Range, agent: string | undefined) =>
  queryOptions({
    queryKey: ["home", range, agent],
    queryFn: ({ signal }) => api.get<Home>("/home", { query: { range, agent }, signal }),
    placeholderData: keepPreviousData,
  });

/** Whether there is an agent, and which to try first. */
export const firstAgentQuery = queryOptions({
  queryKey: ["agents", "first"],
  queryFn: async ({ signal }) => (await api.get<Page<{ id: string; name: string }>>("/agents", { query: { limit: 1, sort: "name" }, signal })).items,
});
