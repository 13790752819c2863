import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { ConnectionOut, ModelAccountKind, ModelAccountOut } from "@/api/generated/schema";
import type { Narrow } from "@/api/narrow";
import type { CredentialsForm } from "./credential-fields";

/** `form`: JSON Schema of the credentials. */
export type AccountKind = Narrow<ModelAccountKind, { form: CredentialsForm }>;
/** Names of the secrets that are set are in `secrets`; their values never come back. */
export type Account = ModelAccountOut;
export type Connection = ConnectionOut;
export interface AccountChange {
  label: string;
  credentials: Record<string, string>;
  default_model: string;
  fallback_account_id: string | null;
  fallback_model: string;
  first_token_timeout: number;
  total_timeout: number;
}

export const kindsQuery = queryOptions({
  queryKey: ["providers", "kinds"],
  queryFn: async ({ signal }) => (await api.get<{ items: AccountKind[] }>("/model-account-kinds", { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});

export const accountsQuery = queryOptions({
  queryKey: ["providers", "accounts"],
  queryFn: async ({ signal }) => (await api.get<{ items: Account[] }>("/model-accounts", { signal })).items,
});

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["providers"] });
}

export function useKeepAccount() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ known, kind, ...change }: AccountChange & { known: Account | undefined; kind: string }) =>
      known ? api.patch<Account>(`/model-accounts/${known.id}`, change, { ifMatch: `"${known.revision}"` }) : api.post<Account>("/model-accounts", { kind, ...change }),
    onSuccess: refresh,
  });
}

export function useMakeDefault() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.patch<Account>(`/model-accounts/${id}`, { is_default: true }), onSuccess: refresh });
}

export function useTestAccount() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.post<Connection>(`/model-accounts/${id}/test`), onSettled: refresh });
}

export function useDeleteAccount() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.delete(`/model-accounts/${id}`), onSuccess: refresh });
}
