/** Server-sent events over fetch, so that headers can be sent, with reconnecting that a page can show. */
export interface StreamEvent {
  event: string;
  data: string;
  id: string;
}

export type StreamState = "connecting" | "open" | "lost" | "closed";

export interface StreamOptions {
  /** Asked anew for every connection: tickets are good for one. */
  address: (lastEventId: string) => string | Promise<string>;
  headers?: () => Record<string, string>;
  onEvent: (event: StreamEvent) => void;
  onState?: (state: StreamState) => void;
  /** Statuses after which trying again is of no use. */
  final?: number[];
  fetch?: typeof fetch;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** Splits a byte stream into events; fed with text as it comes. */
export function createEventParser(emit: (event: StreamEvent) => void, onRetry: (milliseconds: number) => void) {
  let [rest, event, id] = ["", "", ""];
  let data: string[] = [];
  const line = (text: string) => {
    if (text === "") {
      if (data.length > 0) emit({ event: event || "message", data: data.join("\n"), id });
      [event, data] = ["", []];
      return;
    }
    if (text.startsWith(":")) return;
    const at = text.indexOf(":");
    const name = at < 0 ? text : text.slice(0, at);
    const value = at < 0 ? "" : text.slice(at + 1).replace(/^ /, "");
    if (name === "data") data.push(value);
    else if (name === "event") event = value;
    else if (name === "id") id = value;
    else if (name === "retry" && /^\d+$/.test(value)) onRetry(Number(value));
  };
  return (chunk: string) => {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    lines.forEach(line);
  };
}

class Refused extends Error {}

/** Opens a stream and keeps it open until the returned function is called. */
export function openEventStream(options: StreamOptions): () => void {
  const control = new AbortController();
  const doFetch = options.fetch ?? fetch;
  let [lastEventId, wait, base] = ["", FIRST_WAIT, FIRST_WAIT];
  let wake: (() => void) | undefined;
  const say = (state: StreamState) => options.onState?.(state);

  const connect = async () => {
    const url = await options.address(lastEventId);
    const response = await doFetch(url, {
      credentials: "same-origin",
      signal: control.signal,
      headers: { accept: "text/event-stream", ...(lastEventId ? { "last-event-id": lastEventId } : {}), ...options.headers?.() },
    });
    if (!response.ok || !response.body) {
      if (options.final?.includes(response.status)) throw new Refused();
      throw new Error(`stream answered ${response.status}`);
    }
    say("open");
    wait = base;
    const parse = createEventParser(
      (event) => {
        if (event.id) lastEventId = event.id;
        options.onEvent(event);
      },
      (milliseconds) => {
        base = wait = Math.min(milliseconds, LONGEST_WAIT);
      },
    );
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parse(value);
    }
  };

  const run = async () => {
    say("connecting");
    while (!control.signal.aborted) {
      try {
        await connect();
      } catch (error) {
        if (control.signal.aborted) break;
        if (error instanceof Refused) return say("closed");
      }
      if (control.signal.aborted) break;
      say("lost");
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, wait * (0.75 + Math.random() / 2));
      });
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    say("closed");
  };

  const hurry = () => wake?.();
  addEventListener("online", hurry);
  void run();
  return () => {
    control.abort();
    removeEventListener("online", hurry);
    wake?.();
  };
}
