import { api, send } from "./client";
import { errorFrom } from "./errors";
import { activeOrganization } from "./organization";

let kept: { ticket: string; organization: string | null; until: number } | undefined;

async function ticket(): Promise<string> {
  const organization = activeOrganization.get();
  if (kept && kept.organization === organization && kept.until > Date.now()) return kept.ticket;
  const made = await api.post<{ ticket: string; expires_in: number }>("/stream-tickets");
  kept = { ticket: made.ticket, organization, until: Date.now() + (made.expires_in * 1000) / 2 };
  return made.ticket;
}

/** What the live plane lets a member do; it takes a ticket instead of the cookie. */
export async function sendLive(method: "GET" | "POST", path: string, body?: unknown): Promise<Response> {
  const response = await send(method, `/live/v1/${path}`, { body, headers: { authorization: `Bearer ${await ticket()}` } });
  if (response.ok) return response;
  if (response.status === 401) kept = undefined;
  throw await errorFrom(response);
}

/** Says something on the way out, when nobody waits for an answer any more. */
export function sendLeaving(path: string, body: unknown): void {
  if (!kept || kept.organization !== activeOrganization.get()) return;
  void fetch(`/live/v1/${path}`, { method: "POST", keepalive: true, headers: { authorization: `Bearer ${kept.ticket}`, "content-type": "application/json" }, body: JSON.stringify(body) }).catch(() => undefined);
}
