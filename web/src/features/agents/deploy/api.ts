import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Tagged } from "@/api/client";
import type { ChannelOut, WidgetSettings } from "@/api/generated/schema";
import type { Narrow } from "@/api/narrow";
import { pagesQuery } from "@/api/pages";

export type WidgetLook = Narrow<WidgetSettings, { color: string | null }>;
export type Channel = Narrow<ChannelOut, { settings: WidgetLook }>;
export type Serving = Channel["serving"];
export type ChannelEdit = Partial<Pick<Channel, "name" | "origins" | "enabled" | "settings">>;

export const PLAIN: WidgetLook = { position: "right", color: null, theme: "auto", greeting: {}, ai_notice: {}, attachments: true, calls: false };

export const channelsQuery = (agentId: string) => pagesQuery<Channel>(["channels", "list", agentId], "/channels", { agent: agentId });

export const channelQuery = (id: string) => queryOptions({ queryKey: ["channels", id], queryFn: ({ signal }): Promise<Tagged<Channel>> => api.getTagged<Channel>(`/channels/${id}`, { signal }) });

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["channels"] });
}

export function useCreateChannel() {
  const onSuccess = useRefresh();
  return useMutation({ mutationFn: (channel: { name: string; kind: Channel["kind"]; agent_id: string; origins: string[] }) => api.post<Channel>("/channels", channel), onSuccess });
}

export function useChangeChannel(id: string) {
  const onSuccess = useRefresh();
  return useMutation({ mutationFn: ({ etag, ...edit }: ChannelEdit & { etag?: string | undefined }) => api.patch<Channel>(`/channels/${id}`, edit, { ifMatch: etag }), onSuccess });
}

export function useRotateKey(id: string) {
  const onSuccess = useRefresh();
  return useMutation({ mutationFn: () => api.post<Channel>(`/channels/${id}/rotate-key`), onSuccess });
}

export function useDeleteChannel(id: string) {
  const onSuccess = useRefresh();
  return useMutation({ mutationFn: () => api.delete(`/channels/${id}`), onSuccess });
}
