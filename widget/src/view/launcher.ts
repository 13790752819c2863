/** The bubble in the corner, with the greeting or the newest words beside it. */
import { type ChatState, unread } from "../chat/state";
import { plainText } from "../text/markup";
import { button, h, icon, spoken } from "./dom";
import type { Frame } from "./frame";
import { CHAT, CHEVRON_DOWN, CROSS } from "./icons";
import { voiceName } from "./message";

export interface LauncherEar {
  toggle(): void;
  open(): void;
  dismiss(): void;
}

export class Launcher {
  readonly element: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly #badge: HTMLElement;
  readonly #bubble: HTMLElement;
  #mark = "";
  readonly #frame: Frame;
  readonly #ear: LauncherEar;

  constructor(
    frame: Frame,
    ear: LauncherEar,
  ) {
    this.#frame = frame;
    this.#ear = ear;
    this.#badge = h("span.badge", { "aria-hidden": "true", hidden: true });
    this.button = button(
      "launcher",
      { click: () => ear.toggle(), "aria-haspopup": "dialog" },
      icon(CHAT, "closed"),
      icon(CHEVRON_DOWN, "opened"),
      this.#badge,
    );
    this.#bubble = h("div.greeting", { role: "status" });
    this.element = h("div.corner", {}, this.#bubble, this.button);
  }

  show(state: ChatState, open: boolean, greeting: string): void {
    const count = unread(state);
    const { texts } = this.#frame;
    this.button.setAttribute("aria-expanded", String(open));
    this.button.setAttribute("aria-label", open ? texts.closeChat : count ? texts.openChatUnread(count) : texts.openChat);
    this.#badge.hidden = open || count === 0;
    this.#badge.textContent = count > 9 ? "9+" : String(count);
    const news = count ? state.messages.filter((one) => one.role !== "visitor" && one.role !== "system").at(-1) : undefined;
    const text = open ? "" : news ? plainText(news.text).slice(0, 280) : greeting;
    this.#say(text, news && text ? voiceName(this.#frame, news) : "");
  }

  #say(text: string, name: string): void {
    const mark = `${name}\n${text}`;
    if (mark === this.#mark) return;
    this.#mark = mark;
    this.#bubble.replaceChildren();
    if (!text) return;
    const { texts } = this.#frame;
    this.#bubble.append(
      button(
        "words",
        { click: () => this.#ear.open() },
        name && h("strong", { dir: "auto" }, name),
        h("span.clamp", { dir: "auto" }, text),
        spoken(`. ${texts.openChat}`),
      ),
      button("plain", { "aria-label": texts.dismissGreeting, click: () => this.#ear.dismiss() }, icon(CROSS)),
    );
  }
}
