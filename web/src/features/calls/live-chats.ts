import { queryOptions } from "@tanstack/react-query";
import { api, type Page } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export type RunningChat = schema.ConversationSummary;

// Longer ago than this nobody is there any more, though nobody said goodbye.
const LATELY_MS = 30 * 60_000;
const MOST = 50;

async function read(status: RunningChat["status"], signal: AbortSignal): Promise<RunningChat[]> {
  return (await api.get<Page<RunningChat>>("/conversations", { query: { status, sort: "-last_at", limit: MOST }, signal })).items;
}

/** Chats in which somebody said something lately, those that wait for a person first. Calls have a list of their own. */
export const chatsQuery = queryOptions({
  // Begins as the lists of conversations do, so that a message refreshes it.
  queryKey: ["conversations", "live"],
  queryFn: async ({ signal }) => {
    const [waiting, active] = await Promise.all([read("handed_off", signal), read("active", signal)]);
    const since = Date.now() - LATELY_MS;
    return [...waiting, ...active].filter(({ channel, last_at }) => channel !== "voice" && new Date(last_at).getTime() > since);
  },
});
