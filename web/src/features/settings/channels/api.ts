import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type Page } from "@/api/client";
import type { ChannelOut } from "@/api/generated/schema";

export const SERVING = ["live", "disabled", "agent_not_published", "agent_paused", "agent_archived"] as const;
export type Channel = ChannelOut;

/** The key begins with "channels", so that "channel.changed" refreshes it. */
export const allChannelsQuery = (agent: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["channels", "overview", agent],
    queryFn: ({ pageParam, signal }) => api.get<Page<Channel>>("/channels", { query: { agent, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const oneChannelQuery = (id: string) => queryOptions({ queryKey: ["channels", "one", id], queryFn: ({ signal }) => api.get<Channel>(`/channels/${id}`, { signal }) });
