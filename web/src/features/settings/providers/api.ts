import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";

export interface FormProperty {
  type?: string;
  format?: string;
  writeOnly?: boolean;
  default?: unknown;
  examples?: string[];
  title?: string;
  anyOf?: FormProperty[];
  "x-label"?: Record<string, string>;
  "x-advanced"?: boolean;
}
export interface AccountKind {
  kind: string;
  label: string;
  /** JSON Schema of the credentials. */
  form: { properties: Record<string, FormProperty>; required?: string[] };
  models: string[];
  default_model: string;
  keys_page: string;
}
export interface Account {
  id: string;
  kind: string;
  label: string;
  credentials: Record<string, string>;
  /** Names of the secrets that are set; their values never come back. */
  secrets: string[];
  default_model: string;
  /** The account that answers when this one does not, and with which model; of this one when only a model is named. */
  fallback_account_id: string | null;
  fallback_model: string;
  first_token_timeout: number;
  total_timeout: number;
  is_default: boolean;
  health: "unknown" | "ok" | "failing";
  last_checked_at: string | null;
  last_error: string | null;
  revision: number;
  can: string[];
}
export interface Connection {
  ok: boolean;
  model: string;
  seconds: number | null;
  code: string | null;
}
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

/** The part of a nullable property that says how it is written. */
export const written = (property: FormProperty): FormProperty => ({ ...property.anyOf?.find(({ type }) => type !== "null"), ...property });
