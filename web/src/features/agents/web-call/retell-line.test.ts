import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Helper, OpenPeer, PeerEvents } from "../../../lib/line/rtc";
import type { LineEvents, OpenedCall } from "./line";
import { openRetellLine } from "./retell-line";

const CALL = { id: "call_1", platform: "retell", url: "https://api.retellai.com/webrtc-proxy/call_9", token: "ey.J", language: "es", ice_servers: [{ urls: ["turn:turn.example.com:3478"], username: "u", credential: "c" }], variables: {} } as unknown as OpenedCall;
const ANSWER = { session_id: "s 1", sdp: "v=0 answer" };

/** The door of the platform, as far as a browser sees it. */
class Door {
  readonly asked: { method: string; url: string; body: unknown; token: string | null }[] = [];
  status = 201;

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    this.asked.push({ method: init.method ?? "GET", url, body: init.body ? (JSON.parse(String(init.body)) as unknown) : undefined, token: headers.get("authorization") });
    return init.method === "POST" ? Response.json(ANSWER, { status: this.status }) : new Response(null, { status: 204 });
  };
}

/** The sound between two browsers, in memory: it does what the real one does, and nothing is heard. */
function peerTwin() {
  const done: string[] = [];
  let events: PeerEvents | undefined;
  let helped: readonly Helper[] = [];
  const open: OpenPeer = async (helpers, told) => {
    events = told;
    helped = helpers;
    return {
      offer: async () => {
        told.candidate({ candidate: "candidate:1" });
        return "v=0 offer";
      },
      accept: async (answer) => void done.push(`accept ${answer}`),
      mute: (muted) => done.push(`mute ${muted}`),
      close: () => done.push("close"),
    };
  };
  return { open, done, helped: () => helped, far: () => events as PeerEvents };
}

function listening() {
  const told: string[] = [];
  const events: LineEvents = { joined: (language) => told.push(`joined ${language}`), words: () => undefined, said: () => undefined, understood: () => undefined, ended: (ending) => told.push(`ended ${ending}`) };
  return { told, events };
}

describe("a call over Retell's wire", () => {
  const door = { current: new Door() };
  beforeEach(() => {
    door.current = new Door();
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => door.current.fetch(url, init));
  });
  afterEach(() => vi.unstubAllGlobals());

  it("offers its sound, takes the answer, and tells every way on which it can be reached", async () => {
    const peer = peerTwin();
    const { told, events } = listening();
    const line = await openRetellLine(CALL, events, peer.open);
    expect(peer.helped()).toEqual(CALL.ice_servers);
    expect(door.current.asked[0]).toEqual({ method: "POST", url: `${CALL.url}/v1/webrtc/sessions`, body: { identity: "client", sdp: "v=0 offer" }, token: "Bearer ey.J" });
    peer.far().candidate({ candidate: "candidate:2" });
    const reached = door.current.asked.slice(1);
    expect(reached.map(({ method, url, body }) => [method, url, body])).toEqual([
      ["PATCH", `${CALL.url}/v1/webrtc/sessions/s%201`, { candidate: { candidate: "candidate:1" } }],
      ["PATCH", `${CALL.url}/v1/webrtc/sessions/s%201`, { candidate: { candidate: "candidate:2" } }],
    ]);
    line.mute(true);
    line.hangUp();
    line.hangUp();
    expect(door.current.asked.at(-1)).toMatchObject({ method: "DELETE", url: `${CALL.url}/v1/webrtc/sessions/s%201` });
    expect(peer.done).toEqual(["accept v=0 answer", "mute true", "close"]);
    expect(told).toEqual(["joined es", "ended you"]);
  });

  it("ends when the platform says so, and when the sound breaks off", async () => {
    for (const [happens, ending] of [
      [(far: PeerEvents) => far.told({ type: "status", state: "ended" }), "over"],
      [(far: PeerEvents) => far.broken(), "lost"],
    ] as const) {
      const peer = peerTwin();
      const { told, events } = listening();
      await openRetellLine(CALL, events, peer.open);
      for (const odd of [null, 7, "ended", { type: "status" }, { event_type: "update" }]) peer.far().told(odd);
      expect(told).toEqual(["joined es"]);
      happens(peer.far());
      expect(told).toEqual(["joined es", `ended ${ending}`]);
      expect(peer.done.at(-1)).toBe("close");
    }
  });

  it("gives the microphone back when the platform does not open", async () => {
    door.current.status = 403;
    const peer = peerTwin();
    const { told, events } = listening();
    await openRetellLine(CALL, events, peer.open);
    expect(told).toEqual(["ended failed"]);
    expect(peer.done).toEqual(["close"]);
    expect(door.current.asked).toHaveLength(1);
  });

  it("asks nobody when the microphone is refused", async () => {
    const { events } = listening();
    await expect(openRetellLine(CALL, events, () => Promise.reject(new Error("no")))).rejects.toThrow();
    expect(door.current.asked).toEqual([]);
  });
});
