/** Sends what the visitor wrote, one at a time and in order, until the server has it. Never twice: see `client_id`. */
import { type Answer, asProblem, type ChatApi, type Door, type Problem, type SendBody } from "./api";
import { backoff, Pauses } from "./pause";
import { type Outgoing } from "./state";

export interface Tray {
  /** The next to send, or null. */
  next(): Outgoing | null;
  /** Opens the conversation when there is none yet. */
  door(): Promise<Door>;
  sent(door: Door, answer: Answer): void;
  refused(item: Outgoing, problem: Problem): void;
  /** A try failed in a way that may pass. */
  waiting(): void;
  gone(): void;
}

export class Outbox {
  #running = false;
  #stopped = false;
  readonly #pauses = new Pauses();
  readonly #api: ChatApi;
  readonly #tray: Tray;

  constructor(
    api: ChatApi,
    tray: Tray,
  ) {
    this.#api = api;
    this.#tray = tray;
  }

  start(): void {
    this.#stopped = false;
    void this.#run();
  }

  stop(): void {
    this.#stopped = true;
    this.#pauses.wake();
  }

  /** The network is back: do not wait out the pause. */
  wake(): void {
    this.#pauses.wake();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    let tries = 0;
    let moved: string | null = null;
    for (let item = this.#tray.next(); item && !this.#stopped; item = this.#tray.next()) {
      const problem = await this.#try(item);
      if (!problem) tries = 0;
      else if (problem.passing) {
        this.#tray.waiting();
        await this.#pauses.wait(Math.max(problem.wait ?? 0, backoff(tries)));
        tries += 1;
      } else if ((problem.gone || (problem.status === 409 && !item.choice_id)) && moved !== item.client_id) {
        // The conversation is no more, or over, and the words still are: they begin the next one. A button would
        // mean nothing there.
        moved = item.client_id;
        this.#tray.gone();
      } else this.#tray.refused(item, problem);
    }
    this.#running = false;
  }

  async #try(item: Outgoing): Promise<Problem | null> {
    try {
      const door = await this.#tray.door();
      this.#tray.sent(door, await this.#api.send(door, body(item)));
      return null;
    } catch (error) {
      return asProblem(error);
    }
  }
}

function body(item: Outgoing): SendBody {
  return {
    client_id: item.client_id,
    text: item.text || undefined,
    choice_id: item.choice_id ?? undefined,
    attachment_id: item.attachment?.id,
  };
}
