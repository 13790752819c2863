/**
 * The line to the server: a stream where it can be had, polling where it is blocked, and neither doubled
 * nor lost in between, because both continue after the same cursor.
 */
import { type Answer, asProblem, type ChatApi, type Door, type Problem } from "./api";
import { backoff, Pauses } from "./pause";
import { type ServerEvent, ServerEventReader } from "./server-events";
import { type Action, type Link as LinkState } from "./state";
import { readConversation, readField, readMessage } from "./wire";

/** A stream that works begins at once, with the status and what was missed; a proxy may hold it back. */
const FIRST_WORD = 8_000;
/** The server pings every 15 s. */
const SILENCE = 40_000;
const POLL = 3_000;
const TRY_STREAM_AGAIN = 60_000;

export interface Ear {
  cursor(): number;
  apply(action: Action): void;
  /** The server no longer knows this conversation. */
  gone(): void;
}

export class Link {
  #abort: AbortController | null = null;
  #cutStream: () => void = () => undefined;
  readonly #pauses = new Pauses();
  readonly #api: ChatApi;
  readonly #ear: Ear;

  constructor(
    api: ChatApi,
    ear: Ear,
  ) {
    this.#api = api;
    this.#ear = ear;
  }

  start(door: Door): void {
    if (this.#abort) return;
    this.#abort = new AbortController();
    void this.#run(door, this.#abort.signal);
  }

  stop(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#pauses.wake();
  }

  /** The network is back, or the page is looked at again: do not wait out the pause. */
  wake(): void {
    this.#pauses.wake();
  }

  /** The browser says that the network is gone: a stream cut silently would only be missed much later. */
  cut(): void {
    this.#cutStream();
    this.#pauses.wake();
  }

  async #run(door: Door, stopped: AbortSignal): Promise<void> {
    let dry = 0;
    let failures = 0;
    let streamFrom = 0;
    let problem: Problem | null = null;
    while (!stopped.aborted) {
      if (!problem && Date.now() >= streamFrom) {
        const heard = await this.#stream(door, stopped);
        dry = heard ? 0 : dry + 1;
        streamFrom = dry >= 2 ? Date.now() + TRY_STREAM_AGAIN : 0;
      }
      if (isAborted(stopped)) return;
      await this.#pauses.wait(problem ? (problem.wait ?? backoff(failures)) : streamFrom ? POLL : backoff(0));
      if (isAborted(stopped)) return;
      problem = await this.#catchUp(door);
      if (isAborted(stopped)) return;
      if (problem?.gone) {
        this.stop();
        this.#ear.gone();
        return;
      }
      failures = problem ? failures + 1 : 0;
      if (problem) this.#report("lost");
      else if (streamFrom) this.#report("polling");
    }
  }

  #report(link: LinkState): void {
    this.#ear.apply({ kind: "link", link });
  }

  async #catchUp(door: Door): Promise<Problem | null> {
    let answer: Answer;
    try {
      answer = await this.#api.since(door, this.#ear.cursor());
    } catch (error) {
      return asProblem(error);
    }
    if (answer.messages.length) this.#ear.apply({ kind: "received", messages: answer.messages, ordered: true });
    this.#ear.apply({ kind: "status", conversation: answer.conversation });
    return null;
  }

  /** Listens until the stream ends in any way; answers whether a single byte came through. */
  async #stream(door: Door, stopped: AbortSignal): Promise<boolean> {
    const abort = new AbortController();
    const cut = () => abort.abort();
    stopped.addEventListener("abort", cut);
    this.#cutStream = cut;
    let timer = setTimeout(cut, FIRST_WORD);
    let heard = false;
    try {
      const response = await this.#api.stream(door, this.#ear.cursor(), abort.signal);
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      const events = new ServerEventReader();
      while (reader) {
        const { done, value } = await reader.read();
        clearTimeout(timer);
        if (done || isAborted(stopped)) break;
        if (!heard) {
          heard = true;
          this.#report("live");
        }
        timer = setTimeout(cut, SILENCE);
        for (const event of events.read(value)) this.#hear(event);
      }
    } catch {
      // Cut, blocked or refused: the catch-up that follows tells which.
    } finally {
      clearTimeout(timer);
      abort.abort();
      stopped.removeEventListener("abort", cut);
    }
    return heard;
  }

  #hear(event: ServerEvent): void {
    let data: unknown;
    try {
      data = JSON.parse(event.data) as unknown;
      if (event.name === "message") {
        this.#ear.apply({ kind: "received", messages: [readMessage(data)], ordered: true });
      } else if (event.name === "status") {
        this.#ear.apply({ kind: "status", conversation: readConversation(data) });
      } else if (event.name === "delta") {
        const turn = readField(data, "turn");
        const text = readField(data, "text");
        if (typeof text === "string") this.#ear.apply({ kind: "delta", turn: String(turn), text });
      } else if (event.name === "typing") {
        const by = readField(data, "by") === "person" ? "person" : "agent";
        this.#ear.apply({ kind: "typing", by: readField(data, "on") === true ? by : null });
      }
    } catch {
      // One unreadable event must not end the stream that carries the others.
    }
  }
}

// Narrowing would otherwise hold that a signal cannot change while we waited.
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
