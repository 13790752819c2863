import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type AgentImport = schema.AgentImportOut;
export type AgentImportSummary = schema.AgentImportSummary;
export type AgentUpload = schema.AgentUploadOut;
export type FoundAgent = schema.FoundAgent;
export type ImportLoss = schema.ImportLoss;
export type ImportedFlow = schema.ImportedFlow;
export type ImportedTool = schema.ImportedTool;
export type Wish = schema.ImportedAgentIn;

export const importsQuery = queryOptions({
  queryKey: ["agent-imports", "list"],
  queryFn: async ({ signal }) => (await api.get<{ items: AgentImportSummary[] }>("/agent-imports", { signal })).items,
});

/** The file that an agent was made of, if it was. */
export const importOfAgentQuery = (agentId: string) =>
  queryOptions({
    queryKey: ["agent-imports", "of", agentId],
    queryFn: async ({ signal }) => (await api.get<{ items: AgentImportSummary[] }>("/agent-imports", { query: { agent: agentId }, signal })).items[0] ?? null,
  });

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["agent-imports", "one", id],
    queryFn: ({ signal }) => api.get<AgentImport>(`/agent-imports/${id}`, { signal }),
  });

/** The agents that came in at once. */
export const uploadQuery = (id: string) =>
  queryOptions({
    queryKey: ["agent-imports", "upload", id],
    queryFn: ({ signal }) => api.get<AgentUpload>(`/agent-uploads/${id}`, { signal }),
  });

function useKeep() {
  const client = useQueryClient();
  return (one: AgentImport) => {
    client.setQueryData(importQuery(one.id).queryKey, one);
    void client.invalidateQueries({ queryKey: importsQuery.queryKey });
    if (one.upload) void client.invalidateQueries({ queryKey: uploadQuery(one.upload).queryKey });
  };
}

export function useTakeIn() {
  return useMutation({
    mutationFn: (files: File[]) => {
      const body = new FormData();
      for (const file of files) body.append("files", file);
      return api.post<AgentImport>("/agent-imports", body);
    },
    onSuccess: useKeep(),
  });
}

export function useMakeAgent(id: string) {
  const client = useQueryClient();
  const keep = useKeep();
  return useMutation({
    mutationFn: (wish: Wish) => api.post<AgentImport>(`/agent-imports/${id}/agent`, wish),
    onSuccess: (one) => {
      keep(one);
      void client.invalidateQueries({ queryKey: ["agents"] });
      void client.invalidateQueries({ queryKey: ["tools"] });
    },
  });
}

/** Agents made one after another, each whole or not at all; what kept one from being made does not keep the others. */
export function useMakeSeveral() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ chosen, onStep }: { chosen: { id: string; wish: Wish }[]; onStep: (done: number, failed: { id: string; error: unknown } | null) => void }) => {
      for (const [index, { id, wish }] of chosen.entries()) {
        try {
          client.setQueryData(importQuery(id).queryKey, await api.post<AgentImport>(`/agent-imports/${id}/agent`, wish));
          onStep(index + 1, null);
        } catch (error) {
          onStep(index + 1, { id, error });
        }
      }
    },
    onSettled: () => Promise.all([["agent-imports"], ["agents"], ["tools"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useDiscardSeveral() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: string[]) => {
      for (const id of ids) await api.delete<unknown>(`/agent-imports/${id}`);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["agent-imports"] }),
  });
}

export function useDiscard(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete<unknown>(`/agent-imports/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: importsQuery.queryKey }),
  });
}

export type ExportFormat = "yaml" | "json" | "retell";

export const exportQuery = (agentId: string, format: ExportFormat) =>
  queryOptions({
    queryKey: ["agents", agentId, "export", format],
    queryFn: ({ signal }) => api.get<schema.AgentExportOut>(`/agents/${agentId}/export`, { query: { format }, signal }),
    staleTime: 0,
  });

const asForm = (file: File) => {
  const body = new FormData();
  body.append("file", file);
  return body;
};

export function useCompareFile(agentId: string) {
  return useMutation({ mutationFn: (file: File) => api.post<schema.AgentFileChanges>(`/agents/${agentId}/file/compare`, asForm(file)) });
}

export function useTakeOverFile(agentId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => api.post<schema.AgentFileChanges>(`/agents/${agentId}/file`, asForm(file)),
    onSuccess: () => client.invalidateQueries({ queryKey: ["agents"] }),
  });
}
