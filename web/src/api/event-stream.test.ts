import { describe, expect, it, vi } from "vitest";
import { createEventParser, openEventStream, type StreamEvent, type StreamState } from "./event-stream";

function parse(chunks: string[]) {
  const events: StreamEvent[] = [];
  const retries: number[] = [];
  const feed = createEventParser((event) => events.push(event), (wait) => retries.push(wait));
  chunks.forEach(feed);
  return { events, retries };
}

describe("reading a stream", () => {
  const text = 'retry: 1000\n\n: ping\n\nid: 7\nevent: message\ndata: {"a":1}\ndata: {"b":2}\n\ndata:x\r\n\r\n';
  it("reads events with their ids, of one line or several", () => {
    const { events, retries } = parse([text]);
    expect(retries).toEqual([1000]);
    expect(events).toEqual([
      { event: "message", data: '{"a":1}\n{"b":2}', id: "7" },
      { event: "message", data: "x", id: "7" },
    ]);
  });
  it("reads the same wherever the network cuts", () => {
    const whole = parse([text]).events;
    for (let cut = 0; cut <= text.length; cut++) expect(parse([text.slice(0, cut), text.slice(cut)]).events).toEqual(whole);
  });
});

function streamOf(text: string): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
  return new Response(body, { status: 200 });
}

describe("staying connected", () => {
  it("comes back after a cut, asks for what it missed, and says so meanwhile", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const asked: string[] = [];
    const states: StreamState[] = [];
    const events: string[] = [];
    const answers = [() => streamOf("id: 4\ndata: one\n\n"), () => Promise.reject(new Error("down")), () => streamOf("id: 5\ndata: two\n\n"), () => new Promise<Response>(() => {})];
    const close = openEventStream({
      address: (last) => {
        asked.push(last);
        return "/stream";
      },
      fetch: (async () => answers.shift()?.()) as unknown as typeof fetch,
      onEvent: ({ data }) => events.push(data),
      onState: (state) => states.push(state),
    });
    for (let step = 0; step < 20; step++) await vi.advanceTimersByTimeAsync(500);
    close();
    expect(events).toEqual(["one", "two"]);
    expect(asked).toEqual(["", "4", "4", "5"]);
    expect(states.slice(0, 5)).toEqual(["connecting", "open", "lost", "lost", "open"]);
    vi.useRealTimers();
  });

  it("gives up for good where trying again is of no use", async () => {
    const states: StreamState[] = [];
    openEventStream({ address: () => "/stream", final: [404], fetch: (async () => new Response(null, { status: 404 })) as typeof fetch, onEvent: () => {}, onState: (state) => states.push(state) });
    await vi.waitFor(() => expect(states.at(-1)).toBe("closed"));
  });
});
