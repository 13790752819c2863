import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiError } from "@/api/errors";
import { api, type Page, type Tagged } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { pagesQuery } from "@/api/pages";
import { makeSignIn, originsOf } from "./sign-ins";

export type Tool = schema.ToolOut;
export type ToolSummary = schema.ToolSummary;
export type ToolCase = schema.ToolCaseOut;
export type ToolCall = schema.ToolCallOut;
export type Tried = schema.ToolTriedOut;
export type Version = schema.ToolVersionOut;
export type SignIn = ToolSummary["sign_in"];

export interface Pair {
  name: string;
  value: string;
}
/** A field of a body: text, or JSON, such as a number or a list. Left out, it is text. */
export interface BodyField extends Pair {
  type?: "json";
}
export interface Argument {
  type?: string;
  description?: string;
  enum?: unknown[];
}
export type Kind = "http" | "mcp" | "email" | "sms" | "plugin";
export interface Message {
  to: "contact" | "fixed" | "given";
  address: string;
  allowed: string[];
  sender: string;
  subject: string;
  text: string;
  /** Of a part of an SMS, in millionths of a USD; left out where nobody says otherwise than {@link PART_MICROS}. */
  part_micros?: number;
}
export const PART_MICROS = 80_000;
export const NO_MESSAGE: Message = { to: "contact", address: "", allowed: [], sender: "", subject: "", text: "" };

/** What has versions, with everything that was left out put in. */
export interface Definition {
  description: string;
  parameters: { type: "object"; properties?: Record<string, Argument>; required?: string[] } & Record<string, unknown>;
  request: { kind: Kind; remote: string; method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; address: string; query: Pair[]; headers: Pair[]; body: "none" | "json" | "form" | "multipart" | "raw"; fields: BodyField[]; /** Of a `raw` body; left out where there is none. */ template?: string; /** Left out where none is sent. */ message?: Message };
  say_first: Record<string, string>;
  /** Said each `slow_after` seconds while it runs, and when it has failed; left out where there is nothing to say. */
  say_slow?: Record<string, string>;
  /** Left out where it is {@link SLOW_AFTER}. */
  slow_after?: number;
  say_failed?: Record<string, string>;
  /** False where the conversation goes on at once; left out where it waits. */
  waits?: boolean;
  timeout: number;
  retries: number;
  outputs: { name: string; path: string }[];
  /** Left out where nobody is asked. */
  approval?: Approval;
}
export interface Approval {
  when: "never" | "always" | "rule";
  rules: { argument: string; comparison: "more_than" | "less_than" | "equals" | "differs"; value: string }[];
  minutes: number;
  call_seconds: number;
}
export const NO_APPROVAL: Approval = { when: "never", rules: [], minutes: 15, call_seconds: 20 };

/** Seconds of silence after which {@link Definition.say_slow} is said where nobody says otherwise. */
export const SLOW_AFTER = 6;

/** Whether it writes to somebody: it has no answer to read, and its bench sends nothing. */
export const isMessage = ({ request }: Definition): boolean => request.kind === "email" || request.kind === "sms";

/** The draft, whose schema of arguments the API describes no closer than as JSON. */
export const definitionOf = (tool: Tool): Definition => tool.definition as unknown as Definition;

/** Every key begins with "tools", so that one change refreshes whatever shows one. */
export const toolsQuery = (search: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["tools", "list", search],
    queryFn: ({ pageParam, signal }) => api.get<Page<ToolSummary>>("/tools", { query: { search, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const toolQuery = (id: string) => queryOptions({ queryKey: ["tools", id], queryFn: ({ signal }): Promise<Tagged<Tool>> => api.getTagged<Tool>(`/tools/${id}`, { signal }) });

export const versionsQuery = (id: string) => pagesQuery<Version>(["tools", id, "versions"], `/tools/${id}/versions`);

export const casesQuery = (id: string) => queryOptions({ queryKey: ["tools", id, "cases"], queryFn: async ({ signal }) => (await api.get<{ items: ToolCase[] }>(`/tools/${id}/cases`, { signal })).items });

export const usesQuery = (id: string) => queryOptions({ queryKey: ["tools", id, "agents"], queryFn: async ({ signal }) => (await api.get<{ items: schema.ToolUse[] }>(`/tools/${id}/agents`, { signal })).items });

export const callsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["tools", id, "calls"],
    queryFn: ({ pageParam, signal }) => api.get<Page<ToolCall>>(`/tools/${id}/calls`, { query: { cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["tools"] });
}

/** The plug-ins of the installation, and whether its mail leaves the house. They change when it is started anew. */
export const pluginsQuery = queryOptions({ queryKey: ["tools", "plugins"], queryFn: ({ signal }) => api.get<schema.ToolPluginList>("/tools/plugins", { signal }), staleTime: 300_000 });
export type Plugin = schema.ToolPluginOut;

/** Of a definition what is known at the beginning. */
export type Beginning = Pick<Partial<Definition>, "description" | "parameters"> & { request: Partial<Definition["request"]> };

export function useCreateTool() {
  return useMutation({ mutationFn: (body: { name: string; label: string; definition?: Beginning }) => api.post<Tool>("/tools", body), onSuccess: useRefresh() });
}

export type Offered = schema.OpenApiOperation;

export function useReadOpenApi() {
  return useMutation({ mutationFn: (document: string) => api.post<schema.OpenApiOut>("/tools/openapi", { document }) });
}

/** How tools that are brought in sign in: by a shared sign-in that is there, or by a new one of that name. */
export interface Proof {
  sign_in: SignIn;
  credentials: Record<string, string>;
  sign_in_id: string | null;
  label: string;
}
export const NO_PROOF: Proof = { sign_in: "none", credentials: {}, sign_in_id: null, label: "" };
export interface McpServer extends Proof {
  address: string;
}

export function useReadMcp() {
  return useMutation({ mutationFn: ({ address, sign_in, credentials, sign_in_id }: McpServer) => api.post<schema.McpServerOut>("/tools/mcp", { address, sign_in_id, ...(sign_in_id === null ? { sign_in, credentials } : {}) }) });
}

/**
 * Makes each as a draft; all of them sign in by one sign-in, once they say where. The names of those whose name is taken
 * are not made. What is asked again uses the sign-in that was made the first time.
 */
export function useMakeTools(proof: Proof = NO_PROOF) {
  const made = useRef<string>(undefined);
  return useMutation({
    mutationFn: async (operations: Offered[]) => {
      const origins = originsOf(operations.map(({ definition }) => definition.request.address));
      if (proof.sign_in_id === null && proof.sign_in !== "none" && origins.length > 0) made.current ??= (await makeSignIn({ label: proof.label.trim(), kind: proof.sign_in, credentials: proof.credentials, origins })).id;
      const signIn = proof.sign_in_id ?? (proof.sign_in === "none" ? undefined : made.current);
      const taken: string[] = [];
      for (const { name, label, definition } of operations) {
        try {
          await api.post<Tool>("/tools", { name, label, definition, ...(signIn ? { sign_in_id: signIn } : {}) });
        } catch (error) {
          if (!(error instanceof ApiError) || error.code !== "tool_name_taken") throw error;
          taken.push(name);
        }
      }
      return taken;
    },
    onSuccess: useRefresh(),
  });
}

export interface ToolChange {
  label?: string;
  definition?: Definition;
  sign_in?: SignIn;
  credentials?: Record<string, string>;
  sign_in_id?: string;
  test_mode?: "real" | "mock";
}

export function useChangeTool(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ etag, ...change }: ToolChange & { etag?: string | undefined }) => api.patchTagged<Tool>(`/tools/${id}`, change, { ifMatch: etag }),
    onSuccess: (tool) => {
      client.setQueryData(toolQuery(id).queryKey, tool);
      return client.invalidateQueries({ queryKey: ["tools", "list"] });
    },
  });
}

export function usePublishTool(id: string) {
  return useMutation({ mutationFn: (note: string) => api.post<Version>(`/tools/${id}/publish`, { note }), onSuccess: useRefresh() });
}

export function useRestoreTool(id: string) {
  return useMutation({ mutationFn: (number: number) => api.post<Tool>(`/tools/${id}/versions/${number}/restore`), onSuccess: useRefresh() });
}

export function useDeleteTool(id: string) {
  return useMutation({ mutationFn: () => api.delete<unknown>(`/tools/${id}`), onSuccess: useRefresh() });
}

export function useTryTool(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { arguments: Record<string, unknown>; given?: Record<string, string> }) => api.post<Tried>(`/tools/${id}/try`, body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["tools", id, "calls"] }),
  });
}

/** Tries cases one after the other, for real; what came of each by its id. The first that cannot be tried ends it. */
export function useTryAll(id: string) {
  const client = useQueryClient();
  const [found, setFound] = useState<ReadonlyMap<string, Tried>>(new Map());
  const [running, setRunning] = useState(false);
  const run = async (cases: ToolCase[], onError: (error: unknown) => void) => {
    setRunning(true);
    setFound(new Map());
    try {
      for (const one of cases) {
        const tried = await api.post<Tried>(`/tools/${id}/try`, { arguments: one.arguments });
        setFound((before) => new Map([...before, [one.id, tried]]));
      }
    } catch (error) {
      onError(error);
    } finally {
      setRunning(false);
      void client.invalidateQueries({ queryKey: ["tools", id, "calls"] });
    }
  };
  return { found, running, run: (cases: ToolCase[], onError: (error: unknown) => void) => void run(cases, onError) };
}

type CaseBody = Omit<ToolCase, "id">;

export function useKeepCase(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id: known, ...body }: CaseBody & { id?: string | undefined }) => (known ? api.put<ToolCase>(`/tools/${id}/cases/${known}`, body) : api.post<ToolCase>(`/tools/${id}/cases`, body)),
    onSuccess: () => client.invalidateQueries({ queryKey: ["tools", id, "cases"] }),
  });
}

export function useDeleteCase(id: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: (known: string) => api.delete<unknown>(`/tools/${id}/cases/${known}`), onSuccess: () => client.invalidateQueries({ queryKey: ["tools", id, "cases"] }) });
}
