/** One visitor's talk under one key: puts state, storage, tabs, sending and listening together. */
import { asProblem, type ChatApi, type Door } from "./api";
import { Link } from "./link";
import { type Memory, newId } from "./memory";
import { Outbox } from "./outbox";
import { backoff, Pauses } from "./pause";
import { type Action, type ChatState, EMPTY, nextOutgoing, reduce } from "./state";
import { Tabs } from "./tabs";
import type { Attachment } from "./wire";

export interface Draft {
  readonly text: string;
  readonly choice_id?: string;
  readonly attachment?: Attachment | null;
}

export type Variables = Readonly<Record<string, string | number | boolean>>;

const SILENT = 30 * 60_000; // a closed chat that is silent for so long needs no open stream; opening it catches up

export class Session {
  state: ChatState = EMPTY;
  variables: Variables = {};
  /** Whether the visitor looks at the chat now: it is open and its tab is in front. */
  #watched = false;
  #beginning: Promise<Door> | null = null;
  #resuming: Promise<void> | null = null;
  #entering = false;
  #earlier: string | undefined; // the token of the conversation before: by it the agent knows what was said
  readonly #pauses = new Pauses();
  readonly #link: Link;
  readonly #outbox: Outbox;
  readonly #tabs: Tabs<Action>;
  readonly #events = new AbortController();
  readonly #api: ChatApi;
  readonly #memory: Memory;
  readonly #changed: (state: ChatState, before: ChatState) => void;

  constructor(
    api: ChatApi,
    memory: Memory,
    name: string,
    changed: (state: ChatState, before: ChatState) => void,
  ) {
    this.#api = api;
    this.#memory = memory;
    this.#changed = changed;
    this.#link = new Link(api, {
      cursor: () => this.state.cursor,
      apply: (action) => this.#act(action),
      gone: () => this.#forget(),
    });
    this.#outbox = new Outbox(api, {
      next: () => nextOutgoing(this.state),
      door: () => this.begin(),
      sent: (door, answer) => {
        if (door.conversation !== this.state.conversation?.id) return;
        this.#act({ kind: "received", messages: answer.messages, ordered: false });
        this.#act({ kind: "status", conversation: answer.conversation });
        if (this.state.link === "lost") this.#act({ kind: "link", link: "live" });
      },
      refused: (item, problem) => {
        this.#act({ kind: "refused", client_id: item.client_id, reason: problem.sentence });
        // The usual conflict: it was ended elsewhere.
        if (problem.status === 409) void this.resume();
      },
      waiting: () => this.#act({ kind: "link", link: "lost" }),
      gone: () => this.#forget(),
    });
    this.#tabs = new Tabs<Action>(
      `centralita:${name}`,
      (action) => this.#apply(action),
      () => this.#arrange(),
    );
  }

  /** Takes up the conversation of an earlier page, if there is one, and listens to the browser. */
  open(): void {
    const signal = this.#events.signal;
    window.addEventListener("online", () => this.#wake(), { signal });
    window.addEventListener("offline", () => this.#link.cut(), { signal });
    window.addEventListener("storage", () => this.#arrange(), { signal });
    window.addEventListener("pagehide", () => this.#rest(), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && this.#tabs.open(), { signal });
    document.addEventListener("visibilitychange", () => this.#wake(), { signal });
    for (const item of this.#memory.outgoing()) this.#apply({ kind: "queued", item });
    this.#tabs.open();
    void this.resume();
  }

  close(): void {
    this.#events.abort();
    this.#rest();
  }

  watch(watched: boolean): void {
    this.#watched = watched;
    if (watched) this.see();
    this.#arrange();
  }

  /** The chat was opened: have a conversation, trying again while nothing answers. */
  async enter(): Promise<void> {
    if (this.#entering) return;
    this.#entering = true;
    for (let tries = 0; !this.#events.signal.aborted; tries += 1) {
      try {
        await this.begin();
        break;
      } catch (error) {
        const problem = asProblem(error);
        // Whoever gives a reason is not out of reach: the agent may be away, or too much was begun at once.
        if (problem.sentence || !problem.passing) this.#apply({ kind: "trouble", sentence: problem.sentence });
        else this.#apply({ kind: "link", link: "lost" });
        if (!problem.passing) break;
        await this.#pauses.wait(problem.wait ?? backoff(tries));
      }
    }
    this.#entering = false;
  }

  see(): void {
    const last = this.state.messages.at(-1)?.sequence ?? 0;
    if (this.#watched && last > this.state.seen) this.#act({ kind: "seen", sequence: last });
  }

  /** The whole conversation again, from the server: what a reload shows. */
  resume(): Promise<void> {
    this.#resuming ??= this.#resume().finally(() => (this.#resuming = null));
    return this.#resuming;
  }

  async #resume(): Promise<void> {
    for (let tries = 0; !this.#events.signal.aborted; tries += 1) {
      const door = this.#memory.read("door");
      if (!door) return;
      const seen = this.#memory.read("seen");
      try {
        const { conversation, messages } = await this.#api.since(door, 0);
        if (this.#memory.read("door")?.conversation !== door.conversation) continue;
        this.#apply({ kind: "begun", conversation, messages });
        this.#apply({ kind: "seen", sequence: seen });
        if (this.#memory.read("rated")) this.#apply({ kind: "rated" });
        return;
      } catch (error) {
        if (asProblem(error).gone) {
          this.#forget();
          return;
        }
        this.#apply({ kind: "link", link: "lost" });
        await this.#pauses.wait(backoff(tries));
      }
    }
  }

  /** The open conversation, started now if there is none. Tabs that start at once share one. */
  begin(): Promise<Door> {
    const door = this.#memory.read("door");
    if (door && door.conversation === this.state.conversation?.id) return Promise.resolve(door);
    this.#beginning ??= this.#tabs.alone("begin", () => this.#start()).finally(() => (this.#beginning = null));
    return this.#beginning;
  }

  send(draft: Draft): void {
    this.#act({
      kind: "queued",
      item: {
        client_id: newId(),
        text: draft.text,
        choice_id: draft.choice_id ?? null,
        attachment: draft.attachment ?? null,
        at: new Date().toISOString(),
        refused: null,
      },
    });
  }

  retry(clientId: string): void {
    this.#act({ kind: "requeued", client_id: clientId });
    this.#outbox.wake();
  }

  drop(clientId: string): void {
    this.#act({ kind: "dropped", client_id: clientId });
  }

  async rate(score: number, comment: string): Promise<void> {
    const door = this.#memory.read("door");
    if (door) await this.#api.rate(door, score, comment);
    this.#act({ kind: "rated" });
  }

  async end(): Promise<void> {
    const door = this.#memory.read("door");
    if (door) this.#act({ kind: "status", conversation: await this.#api.end(door) });
  }

  /** Asks the agent to go on in another of its languages. */
  async speak(language: string): Promise<void> {
    const door = this.#memory.read("door");
    if (!door || this.state.conversation?.status !== "active" || this.state.conversation.language === language) return;
    this.#act({ kind: "status", conversation: await this.#api.speak(door, language) });
  }

  /** Leaves the conversation behind and begins another. */
  async restart(): Promise<void> {
    this.#forget();
    await this.enter();
  }

  async upload(file: File, signal: AbortSignal, progress: (share: number) => void): Promise<Attachment> {
    return this.#api.upload(await this.begin(), file, signal, progress);
  }

  async file(id: string): Promise<Blob> {
    return this.#api.file(await this.begin(), id);
  }

  async #start(): Promise<Door> {
    if (this.#memory.read("door")) await this.resume();
    const known = this.#memory.read("door");
    if (known) return known;
    const started = await this.#api.start({
      visitor_id: this.#memory.visitor(),
      page_url: location.href.slice(0, 2000),
      language: this.#api.language,
      variables: this.variables,
      earlier: this.#earlier,
    });
    const door: Door = { conversation: started.conversation.id, token: started.token };
    this.#memory.write("door", door);
    this.#memory.write("seen", 0);
    this.#memory.write("rated", false);
    this.#act({ kind: "begun", conversation: started.conversation, messages: started.messages });
    return door;
  }

  /** The conversation is over for us: what still waits goes with the next one. */
  #forget(): void {
    this.#link.stop();
    this.#earlier = this.#memory.read("door")?.token;
    const waiting = this.state.outgoing;
    this.#memory.write("door", null);
    this.#act({ kind: "cleared" });
    for (const item of waiting) this.#act({ kind: "queued", item });
  }

  /** Something happened here: apply it, keep it, and tell the other tabs. */
  #act(action: Action): void {
    const before = this.state;
    this.#apply(action);
    const after = this.state;
    if (after === before) return;
    this.#tabs.say(action);
    this.#memory.keepOutgoing(before.outgoing, after.outgoing);
    if (after.rated !== before.rated) this.#memory.write("rated", after.rated);
    if (after.seen !== before.seen) this.#memory.write("seen", after.seen);
  }

  #apply(action: Action): void {
    const before = this.state;
    const after = reduce(before, action);
    if (after === before) return;
    this.state = after;
    this.#changed(after, before);
    this.see();
    this.#arrange();
  }

  /** Starts and stops listening and sending as the moment asks. */
  #arrange(): void {
    if (!this.#tabs.leading) {
      this.#link.stop();
      this.#outbox.stop();
      return;
    }
    if (nextOutgoing(this.state)) this.#outbox.start();
    const door = this.#memory.read("door");
    if (door && door.conversation === this.state.conversation?.id && this.#wanted()) this.#link.start(door);
    else this.#link.stop();
  }

  #wanted(): boolean {
    const { conversation, messages } = this.state;
    if (!conversation || conversation.status === "ended") return false;
    const last = Date.parse(messages.at(-1)?.created_at ?? "");
    return this.#watched || conversation.status === "handed_off" || !(Date.now() - last > SILENT);
  }

  #wake(): void {
    if (document.visibilityState === "visible") this.#tabs.claim(true);
    for (const waiting of [this.#link, this.#outbox, this.#pauses]) waiting.wake();
    this.#arrange();
  }

  #rest(): void {
    this.#tabs.close();
    this.#arrange();
  }
}
