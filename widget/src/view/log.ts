/** The messages, oldest first, with everything that stands between and after them. */
import { type ChatState, openQuestion, type Outgoing, wasAskedToRate } from "../chat/state";
import type { Message } from "../chat/wire";
import { button, h, icon, type Row, Rows } from "./dom";
import { ending, type EndingEar } from "./ending";
import { dayName, type Frame } from "./frame";
import { ARROW_DOWN, SPARK } from "./icons";
import { drafted, message, outgoing, type Place, time, typing, voiceName } from "./message";
import { prompt, type PromptEar } from "./prompt";

export interface LogEar extends PromptEar, EndingEar {
  retry(clientId: string): void;
  discard(clientId: string): void;
}

/** Nearer to the end than this, the log follows what is new. */
const NEAR = 80;
const SAME_BREATH = 5 * 60_000;

export class Log {
  readonly element: HTMLElement;
  readonly scroller: HTMLElement;
  readonly #rows: Rows;
  readonly #jump: HTMLButtonElement;
  readonly #size: ResizeObserver;
  #following = true;
  #waiting = 0;
  readonly #frame: Frame;
  readonly #ear: LogEar;

  constructor(
    frame: Frame,
    ear: LogEar,
  ) {
    this.#frame = frame;
    this.#ear = ear;
    const content = h("div.column", {});
    this.scroller = h(
      "div.log", { role: "log", "aria-live": "polite", "aria-label": frame.texts.messages, tabindex: 0 },
      content,
    );
    this.#rows = new Rows(content);
    this.#jump = button("jump", { hidden: true, click: () => this.toEnd(true) }, icon(ARROW_DOWN), frame.texts.newMessages);
    this.element = h("div.talk", {}, this.scroller, this.#jump);
    let top = 0;
    this.scroller.addEventListener("scroll", () => {
      // Only going up, which is the reader's doing, stops following: on its own way down it is still far off.
      if (this.#distance() < NEAR) this.toEnd(null);
      else if (this.scroller.scrollTop < top) this.#following = false;
      top = this.scroller.scrollTop;
    });
    this.#size = new ResizeObserver(([grown]) => this.#following && this.toEnd(grown?.target === content));
    this.#size.observe(this.scroller);
    this.#size.observe(content);
  }

  close(): void {
    this.#size.disconnect();
  }

  show(state: ChatState, before: ChatState | null): void {
    // A reply that was read as it was written stays where it is when it is whole.
    this.#rows.show(this.#content(state), !before || before.draft !== null);
    const wrote = state.outgoing.length > this.#waiting;
    this.#waiting = state.outgoing.length;
    if (wrote) this.#following = true;
    if (this.#following) this.toEnd(before !== null && before.messages.length > 0);
    else if (before && state.messages.length > before.messages.length) this.#jump.hidden = false;
  }

  /** Null: it is there already. */
  toEnd(smoothly: boolean | null): void {
    this.#following = true;
    this.#jump.hidden = true;
    if (smoothly === null) return;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smoothly ? "smooth" : "instant" });
  }

  #distance(): number {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
  }

  #content(state: ChatState): Row[] {
    const rows: Row[] = [this.#notice()];
    const now = new Date();
    let day = "";
    let asked: Message | null = null;
    const busy = state.outgoing.length > 0 || state.draft !== null || state.typing !== null;
    state.messages.forEach((said, index) => {
      const name = dayName(this.#frame, said.created_at, now);
      if (name && name !== day) {
        day = name;
        rows.push({ key: `day:${name}`, mark: "", build: () => h("div.day", {}, name) });
      }
      const place: Place = {
        first: !together(state.messages[index - 1], said),
        date: said.role === "visitor" && wantsDate(asked),
      };
      // A row that changes is read out again, so a message keeps its mark from the moment it was written.
      const mark = JSON.stringify(place);
      rows.push({ key: said.client_id ?? said.id, mark, build: () => message(this.#frame, said, place) });
      const following = state.messages[index + 1];
      if (said.role !== "system" && (following ? apart(said, following) : !busy)) {
        rows.push({ key: `time:${said.id}`, mark: "", build: () => time(this.#frame, said) });
      }
      if (said.role !== "system") asked = said;
    });
    const waiting = state.outgoing.filter((one) => one.refused === null);
    const refused = state.outgoing.filter((one) => one.refused !== null);
    rows.push(...waiting.flatMap((item, index) => this.#outgoing(state, item, index, asked)), ...this.#next(state));
    rows.push(...refused.flatMap((item) => this.#outgoing(state, item, 0, null)), ...this.#end(state));
    return rows;
  }

  #notice(): Row {
    const { config, texts } = this.#frame;
    return {
      key: "notice",
      mark: "",
      build: () => h("p.notice", { dir: "auto" }, icon(SPARK), config.notice || texts.aiNotice),
    };
  }

  #outgoing(state: ChatState, item: Outgoing, index: number, asked: Message | null): Row[] {
    const { texts } = this.#frame;
    const place: Place = {
      first: item.refused !== null || (index === 0 && state.messages.at(-1)?.role !== "visitor"),
      date: index === 0 && wantsDate(asked),
    };
    const words = item.refused !== null ? texts.notSent : state.link === "lost" ? texts.waiting : texts.sending;
    return [
      { key: item.client_id, mark: JSON.stringify(place), build: () => outgoing(this.#frame, item, place) },
      {
        key: `${item.client_id}:state`,
        mark: words + (item.refused ?? ""),
        build: () =>
          item.refused === null
            ? h("div.sent-state", { "aria-live": "off" }, words)
            : h(
                "div.sent-state.wrong", { role: "alert" },
                h("span", {}, `${words} ${item.refused}`),
                button("link", { click: () => this.#ear.retry(item.client_id) }, texts.tryAgain),
                button("link", { click: () => this.#ear.discard(item.client_id) }, texts.discard),
              ),
      },
    ];
  }

  /** What is about to be said, or asked for. */
  #next(state: ChatState): Row[] {
    const frame = this.#frame;
    const { conversation, draft } = state;
    if (!conversation) {
      return state.trouble === null && !state.outgoing.length
        ? [{ key: "starting", mark: "", build: () => h("div.starting", {}, frame.texts.starting) }]
        : [];
    }
    const question = openQuestion(state);
    const asking = question && prompt(frame, question, this.#ear);
    if (asking) return [{ key: `prompt:${question.id}`, mark: "", build: () => asking }];
    if (draft?.text) {
      const last = state.messages.at(-1);
      const first = last?.role !== "agent";
      return [
        {
          key: "draft",
          mark: draft.text,
          build: () => drafted(frame, draft.text, first, last?.role === "agent" ? last.author : null),
        },
      ];
    }
    if (state.typing) {
      const role = state.typing;
      const name = voiceName(frame, { role, author: role === "person" ? conversation.held_by : null });
      return [{ key: "typing", mark: name, build: () => typing(frame, name) }];
    }
    return [];
  }

  #end(state: ChatState): Row[] {
    if (state.conversation?.status !== "ended") return [];
    const ask = !state.rated && !wasAskedToRate(state) && state.messages.some((one) => one.role === "visitor");
    const build = () => ending(this.#frame, ask, state.rated, this.#ear);
    return [{ key: "ending", mark: JSON.stringify([ask, state.rated]), build }];
  }
}

function together(one: Message | undefined, next: Message): boolean {
  return one?.role === next.role && one.author === next.author && !apart(one, next);
}

function apart(one: Message, next: Message): boolean {
  return Date.parse(next.created_at) - Date.parse(one.created_at) > SAME_BREATH;
}

function wantsDate(asked: Message | null): boolean {
  return asked?.input?.type === "date" || asked?.input?.type === "datetime";
}
