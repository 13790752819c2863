import { openEventStream, type StreamEvent } from "@/api/event-stream";
import type { TraceEntry } from "@/features/trace";
import { type Answer, CHAT, type ChatApi, chatApi, type Conversation, type Message, type Started } from "./chat-api";

export interface Said {
  key: string;
  text: string;
  failed: boolean;
  answer: Answer;
}
export interface TalkSnapshot {
  phase: "idle" | "starting" | "open" | "failed";
  conversation: Conversation | undefined;
  messages: Message[];
  /** What the engine did at each message, by its sequence. */
  traces: ReadonlyMap<number, TraceEntry[]>;
  /** What was said here and is not known to have arrived. */
  outgoing: Said[];
  /** The reply as it is being written. */
  writing: string;
  typing: boolean;
  connected: boolean;
  error: unknown;
  /** The revision of the draft that is being talked to. */
  revision: number;
}

export interface TalkPorts {
  ticket: () => Promise<{ ticket: string; revision: number }>;
  api?: ChatApi;
  stream?: typeof openEventStream;
}

const EMPTY: TalkSnapshot = { phase: "idle", conversation: undefined, messages: [], traces: new Map(), outgoing: [], writing: "", typing: false, connected: true, error: undefined, revision: 0 };

/** A test conversation with the draft: one at a time, started over or taken back as often as one likes. */
export class Talk {
  private snapshot = EMPTY;
  private token = "";
  private turn = "";
  private closeStream: (() => void) | undefined;
  /** Counts starts, so that what a left conversation still answers is not taken for the present one's. */
  private round = 0;
  private readonly listeners = new Set<() => void>();
  private readonly api: ChatApi;

  constructor(private readonly ports: TalkPorts) {
    this.api = ports.api ?? chatApi;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = (): TalkSnapshot => this.snapshot;

  /** Begins anew; `spoken` as on a call. */
  async start(language?: string, spoken = false): Promise<void> {
    const round = this.leave();
    this.snapshot = EMPTY;
    this.change({ phase: "starting" });
    try {
      const { ticket, revision } = await this.ports.ticket();
      const started = await this.api.start(ticket, language, spoken);
      if (round === this.round) this.open(started, revision);
    } catch (error) {
      if (round === this.round) this.change({ phase: "failed", error });
    }
  }

  /** Goes back to before an own message; what was said there can then be said differently. */
  async rewind(sequence: number): Promise<void> {
    const { conversation, revision } = this.snapshot;
    if (!conversation) return;
    const round = this.leave();
    try {
      const started = await this.api.rewind(conversation.id, this.token, sequence);
      if (round !== this.round) return;
      this.open(started, revision);
    } catch (error) {
      if (round !== this.round) return;
      this.change({ error });
      this.listen(conversation);
    }
  }

  async say(answer: Answer, shown: string): Promise<void> {
    const key = crypto.randomUUID();
    this.change({ outgoing: [...this.snapshot.outgoing, { key, text: shown, failed: false, answer }], error: undefined });
    await this.deliver(key, answer);
  }

  /** The same message once more; the server knows it again by its key. */
  async sayAgain(key: string): Promise<void> {
    const said = this.snapshot.outgoing.find((one) => one.key === key);
    if (!said) return;
    this.change({ outgoing: this.snapshot.outgoing.map((one) => (one.key === key ? { ...one, failed: false } : one)), error: undefined });
    await this.deliver(key, said.answer);
  }

  async upload(file: File): Promise<void> {
    const { conversation } = this.snapshot;
    if (!conversation) return;
    try {
      const { attachment } = await this.api.upload(conversation.id, this.token, file);
      await this.say({ attachment_id: attachment.id }, attachment.name);
    } catch (error) {
      this.change({ error });
    }
  }

  stop(): void {
    this.leave();
    this.snapshot = EMPTY;
  }

  private async deliver(key: string, answer: Answer): Promise<void> {
    const { conversation } = this.snapshot;
    const round = this.round;
    if (!conversation) return;
    try {
      const said = await this.api.say(conversation.id, this.token, key, answer);
      if (round !== this.round) return;
      this.take([said.message, ...said.messages]);
      this.change({ conversation: said.conversation, outgoing: this.snapshot.outgoing.filter((one) => one.key !== key) });
    } catch (error) {
      if (round !== this.round) return;
      this.change({ error, outgoing: this.snapshot.outgoing.map((one) => (one.key === key ? { ...one, failed: true } : one)) });
    }
  }

  private open(started: Started, revision: number): void {
    this.token = started.token;
    this.snapshot = { ...EMPTY, phase: "open", conversation: started.conversation, revision };
    this.take(started.messages);
    this.listen(started.conversation);
  }

  private listen(conversation: Conversation): void {
    const last = this.snapshot.messages.at(-1)?.sequence ?? 0;
    this.closeStream = (this.ports.stream ?? openEventStream)({
      address: (id) => `${CHAT}/${conversation.id}/stream?after=${id || last}`,
      headers: () => ({ authorization: `Bearer ${this.token}` }),
      final: [401, 403, 404],
      onEvent: (event) => this.hear(event),
      // What was half written before a cut may never be finished: forget it.
      onState: (state) => this.change({ connected: state !== "lost", ...(state === "lost" ? { writing: "", typing: false } : {}) }),
    });
  }

  private hear({ event, data }: StreamEvent): void {
    const body: unknown = JSON.parse(data);
    if (event === "message") this.take([body as Message]);
    else if (event === "delta") {
      const { turn, text } = body as { turn: string; text: string };
      this.change({ writing: turn === this.turn ? this.snapshot.writing + text : text, typing: false });
      this.turn = turn;
    }
    else if (event === "typing") this.change({ typing: (body as { on: boolean }).on });
    else if (event === "status") this.change({ conversation: body as Conversation });
    else if (event === "trace") {
      const { sequence, entries } = body as { sequence: number; entries: TraceEntry[] };
      this.trace(sequence, entries);
    }
  }

  private take(messages: Message[]): void {
    const known = new Map(this.snapshot.messages.map((message) => [message.sequence, message]));
    let replied = false;
    for (const message of messages) {
      replied ||= message.role !== "visitor" && !known.has(message.sequence);
      known.set(message.sequence, message);
      if (message.trace?.length) this.trace(message.sequence, message.trace);
    }
    const arrived = new Set(messages.map((message) => message.client_id));
    this.change({
      messages: [...known.values()].sort((one, other) => one.sequence - other.sequence),
      outgoing: this.snapshot.outgoing.filter((one) => !arrived.has(one.key)),
      ...(replied ? { writing: "", typing: false } : {}),
    });
  }

  private trace(sequence: number, entries: TraceEntry[]): void {
    const known = this.snapshot.traces.get(sequence) ?? [];
    const told = new Set(known.map((entry) => JSON.stringify(entry)));
    const fresh = entries.filter((entry) => !told.has(JSON.stringify(entry)));
    if (fresh.length > 0) this.change({ traces: new Map(this.snapshot.traces).set(sequence, [...known, ...fresh]) });
  }

  private leave(): number {
    this.closeStream?.();
    this.closeStream = undefined;
    return ++this.round;
  }

  private change(patch: Partial<TalkSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...patch };
    this.listeners.forEach((notify) => notify());
  }
}
