import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type ApiKey = schema.ApiKeyOut;
export type MadeKey = schema.ApiKeyMade;
type Permission = schema.ApiKeyIn["permissions"][number];

/** What a key is for, and what it carries for that. */
export const USES = {
  prove: ["agent:read", "agent:update"],
  make: ["agent:read", "agent:update", "agent:create", "tool:manage"],
  read: ["agent:read"],
} as const satisfies Record<string, Permission[]>;
export type Use = keyof typeof USES;

/** The use that a key was made for. */
export const usedFor = (permissions: readonly string[]): Use => (permissions.includes("agent:create") ? "make" : permissions.includes("agent:update") ? "prove" : "read");

export const keysQuery = queryOptions({ queryKey: ["api-keys"], queryFn: async ({ signal }) => (await api.get<schema.ApiKeyList>("/api-keys", { signal })).items });

export function useMakeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { name: string; use: Use; agent_ids: string[]; days: number }) =>
      // What makes agents and tools reaches all of them.
      api.post<MadeKey>("/api-keys", { name: wanted.name, permissions: USES[wanted.use], agent_ids: wanted.use === "make" ? [] : wanted.agent_ids, days: wanted.days }),
    onSuccess: () => client.invalidateQueries(keysQuery),
  });
}

export function useDeleteKey() {
  const client = useQueryClient();
  return useMutation({ mutationFn: (id: string) => api.delete(`/api-keys/${id}`), onSuccess: () => client.invalidateQueries(keysQuery) });
}
