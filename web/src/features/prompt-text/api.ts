import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import type { SPOKEN } from "@/lib/spoken";

export type Look = schema.PromptLook;
export type Finding = schema.PromptFinding;
export type Variable = Required<schema.PromptVariable>;
export type Preview = schema.PromptPreviewOut;
export type Cost = schema.PromptCost;

/** What has versions, with everything that was left out put in. */
export interface Content {
  text: string;
  language: (typeof SPOKEN)[number];
  variables: Variable[];
}

/** Looks over what is written, as it is written. */
export const lookQuery = (name: string, content: Content) =>
  queryOptions({ queryKey: ["prompt-look", name, content], queryFn: ({ signal }) => api.post<Look>("/prompts/look", { name, content }, { signal }), placeholderData: keepPreviousData, gcTime: 10_000, staleTime: 30_000 });

/** The same for a text of an agent's own. */
export const ownLookQuery = (content: Content) =>
  queryOptions({ queryKey: ["prompt-look", "", content, "agent"], queryFn: ({ signal }) => api.post<Look>("/prompts/look", { content, in_agent: true }, { signal }), placeholderData: keepPreviousData, gcTime: 10_000, staleTime: 30_000 });

export interface Situation {
  agent_id?: string | undefined;
  channel: "chat" | "voice";
  message: string;
}
export const previewQuery = (name: string, content: Content, situation: Situation) =>
  queryOptions({
    queryKey: ["prompt-preview", name, content, situation],
    queryFn: ({ signal }) => api.post<Preview>("/prompts/preview", { name, content, ...situation, agent_id: situation.agent_id || null }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });

/** Where a text of an agent's own stands: what it is, and the step whose it is or that it is seen with. */
export interface OwnPlace {
  agent_id: string;
  part: "task" | "persona";
  flow_id: string;
  node_id: string;
}
export const ownPreviewQuery = (content: Content, place: OwnPlace, situation: Pick<Situation, "channel" | "message">) =>
  queryOptions({
    queryKey: ["prompt-preview", "", content, situation, place],
    queryFn: ({ signal }) => api.post<Preview>("/prompts/preview", { content, in_agent: true, ...place, ...situation }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
