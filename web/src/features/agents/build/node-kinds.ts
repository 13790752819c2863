import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { Data, GrantedTool } from "../blueprint";
import type { Port } from "./ports";

/** JSON Schema, as far as the engine's models use it, with the hints for the form. */
export interface Schema {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  maxItems?: number;
  $ref?: string;
  $defs?: Record<string, Schema>;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  maxProperties?: number;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  "x-widget"?: string;
  "x-title"?: Record<string, string>;
  "x-help"?: Record<string, string>;
}
export type Group = "talk" | "collect" | "logic" | "ai" | "action" | "people" | "finish";
export interface NodeKind {
  kind: string;
  group: Group;
  icon: string;
  title: Record<string, string>;
  summary: Record<string, string>;
  ports: Port[];
  data: Data;
  data_schema: Schema;
}

export const nodeKindsQuery = queryOptions({
  queryKey: ["node-kinds"],
  queryFn: async ({ signal }) => (await api.get<{ items: NodeKind[] }>("/node-kinds", { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});

export const businessFactsQuery = queryOptions({
  queryKey: ["business", "facts"],
  queryFn: async ({ signal }) => Object.keys((await api.get<{ facts: Record<string, unknown> }>("/business/facts", { signal })).facts),
  staleTime: 60_000,
});

/** The same facts with what they are. */
export const factValuesQuery = queryOptions({
  queryKey: ["business", "facts", "values"],
  queryFn: async ({ signal }) => (await api.get<{ facts: Record<string, unknown> }>("/business/facts", { signal })).facts,
  staleTime: 60_000,
});

export interface Source {
  id: string;
  name: string;
  kind: string;
}
export const sourcesQuery = queryOptions({
  queryKey: ["knowledge", "sources"],
  queryFn: async ({ signal }) => (await api.get<{ items: Source[] }>("/knowledge/sources", { signal })).items,
});

/** What agents can be granted: the newest published version of each tool, and those that every agent may have. */
export const grantsQuery = queryOptions({
  queryKey: ["tools", "grants"],
  queryFn: ({ signal }) => api.get<{ items: GrantedTool[]; labels: Record<string, string> }>("/tools/grants", { signal }),
});
