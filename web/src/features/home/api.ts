import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type Page } from "@/api/client";

export const RANGES = ["7d", "30d", "90d"] as const;
export type Range = (typeof RANGES)[number];

/** A figure beside the same of the period before; `change` is relative, null where there is no before. */
export interface Measure {
  value: number | null;
  before: number | null;
  change: number | null;
}
export interface DayFigures {
  day: string;
  conversations: number;
  succeeded: number;
}
export interface AgentFigures {
  agent_id: string;
  name: string;
  conversations: number;
  conversion: number | null;
  response_ms: number | null;
}
export interface Happening {
  id: string;
  kind: string;
  at: string;
  subject_id: string;
  agent_name: string | null;
  outcome: string | null;
}
export interface Home {
  days: number;
  first: string;
  last: string;
  time_zone: string;
  active_agents: number;
  running_now: number;
  conversations: Measure;
  conversion: Measure;
  response_ms: Measure;
  response_p95_ms: Measure;
  per_day: DayFigures[];
  /** Beginnings by weekday, Monday first, and hour. */
  hours: number[][];
  agents: AgentFigures[];
  activity: Happening[];
}

/** The key begins with "home", so that "conversation.changed" refreshes it. */
export const homeQuery = (range: Range, agent: string | undefined) =>
  queryOptions({
    queryKey: ["home", range, agent],
    queryFn: ({ signal }) => api.get<Home>("/home", { query: { range, agent }, signal }),
    placeholderData: keepPreviousData,
  });

export const agentChoicesQuery = queryOptions({
  queryKey: ["agents", "choices"],
  queryFn: async ({ signal }) => (await api.get<Page<{ id: string; name: string }>>("/agents", { query: { limit: 100, sort: "name" }, signal })).items,
});
