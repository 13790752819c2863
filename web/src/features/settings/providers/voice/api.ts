import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { VoiceAccountIn, VoiceAccountKind, VoiceAccountOut, VoiceConnectionOut, WebhookEventOut } from "@/api/generated/schema";
import type { Narrow } from "@/api/narrow";
import type { CredentialsForm } from "../credential-fields";

export type VoiceKind = Narrow<VoiceAccountKind, { form: CredentialsForm }>;
/** Names of the secrets that are set are in `secrets`; their values never come back. */
export type VoiceAccount = VoiceAccountOut;

export const voiceKindsQuery = queryOptions({
  queryKey: ["voice_account_kinds"],
  queryFn: async ({ signal }) => (await api.get<{ items: VoiceKind[] }>("/voice-account-kinds", { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});

// Keyed as the live updates name it: what a platform sends shows at once.
export const voiceAccountsQuery = queryOptions({
  queryKey: ["voice_account", "list"],
  queryFn: async ({ signal }) => (await api.get<{ items: VoiceAccount[] }>("/voice-accounts", { signal })).items,
});

export const eventsQuery = (id: string) =>
  queryOptions({
    queryKey: ["voice_account", "events", id],
    queryFn: async ({ signal }) => (await api.get<{ items: WebhookEventOut[] }>(`/voice-accounts/${id}/events`, { signal })).items,
  });

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["voice_account"] });
}

export function useKeepVoiceAccount() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ known, kind, minute_micros, ...change }: VoiceAccountIn & { known: VoiceAccount | undefined; minute_micros: number | null }) =>
      known ? api.patch<VoiceAccount>(`/voice-accounts/${known.id}`, { ...change, minute_micros }, { ifMatch: `"${known.revision}"` }) : api.post<VoiceAccount>("/voice-accounts", { kind, ...change }),
    onSuccess: refresh,
  });
}

export function useTestVoiceAccount() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.post<VoiceConnectionOut>(`/voice-accounts/${id}/test`), onSettled: refresh });
}

export function useDisconnectVoiceAccount() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.delete(`/voice-accounts/${id}`), onSuccess: refresh });
}

/** Where the platform sends its webhooks; a server that was not told its address is where this page came from. */
export const addressOf = (account: VoiceAccount): string => new URL(account.webhook_url, location.origin).href;
