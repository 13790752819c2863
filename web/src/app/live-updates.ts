import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, withQuery } from "@/api/client";
import { ApiError } from "@/api/errors";
import { type LiveEvent, liveEvents } from "@/api/live-events";
import { openEventStream, type StreamState } from "@/api/event-stream";
import { paced } from "./paced";

/** What changed on the server, and which lists and pages show it, where their queries are not keyed by its own name. */
const TOPICS: Record<string, string[]> = {
  agent: ["agents", "languages"],
  draft: ["agents/$id/draft"],
  conversation: ["conversations", "home", "turns"],
  message: ["conversations"],
  lead: ["contacts"],
  campaign: ["campaigns"],
  scenario_run: ["scenarios"],
  replay: ["scenarios"],
  experiment: ["experiments", "agents"],
  translation_run: ["languages"],
  parity_run: ["languages", "scenarios"],
  // Of calls there may be many on the screen: only the one that changed is asked for anew, with whatever lists them.
  call: ["calls/list", "calls/options", "calls/$id", "callbacks"],
  transcript: ["calls/$id"],
  contact_import: ["contact-imports"],
  template: ["templates"],
  organization: ["session", "settings"],
  member: ["members"],
  provider: ["providers"],
  channel: ["channels"],
};

/** Keeps what is on the screen true while the organization's things change. */
export function useLiveUpdates(organizationId: string): StreamState {
  const client = useQueryClient();
  const [state, setState] = useState<StreamState>("connecting");
  useEffect(() => {
    const refresh = paced((key) => void client.invalidateQueries({ queryKey: key.split("/") }), 250);
    let close = () => {};
    let given = true;
    let seen = false;
    close = openEventStream({
      address: async () => {
        try {
          const { url, ticket } = await api.post<{ url: string; ticket: string }>("/stream-tickets");
          return withQuery(url, { ticket });
        } catch (error) {
          // A server without live updates: the pages still refresh when they are looked at.
          if (error instanceof ApiError && [401, 403, 404].includes(error.status)) {
            given = false;
            close();
          }
          throw error;
        }
      },
      onState: (next) => {
        if (!given) return setState("closed");
        // Whatever happened while nobody listened is read again.
        if (next === "open" && seen) void client.invalidateQueries();
        if (next === "open") seen = true;
        setState(next);
      },
      onEvent: ({ data }) => {
        const event = readEvent(data);
        const { type, id } = event;
        liveEvents.tell(event);
        // Tells itself what there is to know.
        if (type === "presence") return;
        const [noun = ""] = type.split(".");
        for (const key of TOPICS[noun] ?? [noun]) refresh.tell(key.replace("/$id", id ? `/${id}` : ""));
      },
    });
    return () => {
      refresh.stop();
      close();
    };
  }, [client, organizationId]);
  return state;
}

function readEvent(data: string): LiveEvent & { id?: string } {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value === "object" && value !== null && "type" in value && typeof value.type === "string") return value as LiveEvent;
  } catch {
    // Not for us.
  }
  return { type: "" };
}
