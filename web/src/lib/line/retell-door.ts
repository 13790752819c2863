import type { Peer, PeerEvents } from "./rtc";

const ANSWERS_WITHIN = 15_000;

export interface Way {
  url: string;
  token: string;
  /** As whom the platform lets this browser in. */
  identity: string;
}

/** Retell's door to a call: an offer of WebRTC against an answer, over plain requests; then the sound goes straight there. */
export class RetellDoor<P extends Peer> {
  private session = "";
  private readonly early: object[] = [];
  private readonly way: Way;
  peer!: P;

  constructor(way: Way) {
    this.way = way;
  }

  /** What the peer tells the door. `over` is called once the call is over for the platform, `broken` when the sound is. */
  events(over: () => void, broken: () => void): PeerEvents {
    return { candidate: (candidate) => this.reach(candidate), told: (message) => ended(message) && over(), broken };
  }

  async enter(peer: P): Promise<void> {
    this.peer = peer;
    const answer = await this.ask("POST", this.sessions, "application/json", JSON.stringify({ identity: this.way.identity, sdp: await peer.offer() }));
    const given = (await answer.json()) as { session_id: string; sdp: string };
    this.session = encodeURIComponent(given.session_id);
    await peer.accept(given.sdp);
    for (const candidate of this.early.splice(0)) this.reach(candidate);
  }

  /** The same call with another offer. */
  async again(offer: string): Promise<void> {
    const answer = await this.ask("PATCH", `${this.sessions}/${this.session}`, "application/sdp", offer);
    await this.peer.accept(await answer.text());
  }

  leave(): void {
    if (this.session) void this.ask("DELETE", `${this.sessions}/${this.session}`).catch(() => undefined);
    this.session = "";
  }

  private get sessions(): string {
    return `${this.way.url}/v1/webrtc/sessions`;
  }

  private reach(candidate: object): void {
    if (!this.session) this.early.push(candidate);
    else void this.ask("PATCH", `${this.sessions}/${this.session}`, "application/json", JSON.stringify({ candidate })).catch(() => undefined);
  }

  private async ask(method: string, address: string, type = "", body?: string): Promise<Response> {
    const answer = await fetch(address, {
      method,
      headers: { Authorization: `Bearer ${this.way.token}`, ...(type && { "Content-Type": type }) },
      ...(body !== undefined && { body }),
      credentials: "omit",
      keepalive: method === "DELETE",
      signal: AbortSignal.timeout(ANSWERS_WITHIN),
    });
    if (!answer.ok) throw new Error(`the line answered ${answer.status}`);
    return answer;
  }
}

/** Whether the platform says that the call is over. */
function ended(message: unknown): boolean {
  const { type, state } = (message ?? {}) as { type?: unknown; state?: unknown };
  return type === "status" && (state === "ended" || state === "replaced");
}
