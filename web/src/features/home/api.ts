import { queryOptions } from "@tanstack/react-query";
import { api, type Page } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type AgentFigures = schema.AgentFigures;
export type Happening = schema.Activity;

/** Whether there is an agent, and which to try first. */
export const firstAgentQuery = queryOptions({
  queryKey: ["agents", "first"],
  queryFn: async ({ signal }) => (await api.get<Page<{ id: string; name: string }>>("/agents", { query: { limit: 1, sort: "name" }, signal })).items,
});
