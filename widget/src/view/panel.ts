/** The open chat: who answers, how the line is, the messages, and where to write. */
import { type ChatState, openQuestion } from "../chat/state";
import { Composer, type ComposerEar } from "./composer";
import { button, h, icon } from "./dom";
import { type Frame, initials, ownAddress } from "./frame";
import { ALERT, CHEVRON_DOWN, PHONE } from "./icons";
import { Log, type LogEar } from "./log";
import { type Entry, Menu } from "./menu";

/** A plain object of functions: parts of it are handed on. */
export interface PanelEar extends Omit<LogEar, "pickFile">, ComposerEar {
  call(): void;
  close(): void;
  end(): void;
  enter(): void;
  entries(): readonly Entry[];
}

export class Panel {
  readonly element: HTMLElement;
  readonly composer: Composer;
  readonly log: Log;
  readonly #who: HTMLElement;
  readonly #strip: HTMLElement;
  readonly #menu: Menu;
  #state: ChatState | null = null;
  #stripMark = "";
  #confirming = false;
  #done = "";
  readonly #frame: Frame;
  readonly #ear: PanelEar;

  constructor(
    frame: Frame,
    ear: PanelEar,
    floating: boolean,
    written: string,
  ) {
    this.#frame = frame;
    this.#ear = ear;
    const { config, texts } = frame;
    this.log = new Log(frame, {
      ...ear,
      reply: (reply) => {
        ear.reply(reply);
        this.focus();
      },
      pickFile: (hint) => this.composer.pick(hint),
      restart: () => {
        ear.restart();
        this.focus();
      },
    });
    this.composer = new Composer(frame, ear, written);
    this.#who = h("p.who", { dir: "auto" });
    this.#strip = h("div.strip", { role: "status", hidden: true });
    this.#menu = new Menu(texts.menu, () => ear.entries());
    const title = h("h2", { id: "title", dir: "auto" }, config.organization.name || config.agent);
    this.element = h(
      "section.panel", { role: floating ? "dialog" : "region", "aria-labelledby": "title", tabindex: -1 },
      h(
        "div.head", {},
        brandMark(frame),
        h("div.names", {}, title, this.#who),
        config.calls && button("plain.ring", { "aria-label": texts.call, click: () => ear.call() }, icon(PHONE)),
        this.#menu.element,
        floating && button("plain.close", { "aria-label": texts.closeChat, click: () => ear.close() }, icon(CHEVRON_DOWN)),
      ),
      this.#strip,
      this.log.element,
      h("div.foot", {}, this.composer.element),
      h("div.drop", { "aria-hidden": "true" }, texts.dropHere),
    );
    this.composer.acceptDrops(this.element);
  }

  dispose(): void {
    this.log.close();
    this.element.remove();
  }

  /** To the field, but not on touch screens: there it would raise the keyboard over the messages. */
  focus(): void {
    const touch = matchMedia("(pointer: coarse)").matches;
    const ended = this.#state?.conversation?.status === "ended";
    (touch || ended ? this.element : this.composer.field).focus({ preventScroll: true });
  }

  /** Says that something was done, for a moment. */
  tell(done: string): void {
    this.#done = done;
    this.#showStrip();
    setTimeout(() => {
      this.#done = "";
      this.#showStrip();
    }, 2500);
  }

  confirmEnd(): void {
    this.#confirming = true;
    this.#showStrip();
    this.#strip.querySelector("button")?.focus();
  }

  show(state: ChatState): void {
    const before = this.#state;
    this.#state = state;
    const { config, texts } = this.#frame;
    const person = state.conversation?.held_by;
    const who = person ? texts.person(person) : [texts.assistant, config.agent].filter(Boolean).join(" · ");
    if (this.#who.textContent !== who) this.#who.textContent = who;
    this.#who.classList.toggle("person", Boolean(person));
    const ended = state.conversation?.status === "ended";
    this.element.classList.toggle("done", ended);
    if (ended && this.composer.element.contains(this.element.ownerDocument.activeElement)) this.focus();
    this.composer.expect(openQuestion(state)?.input ?? null);
    if (ended) this.#confirming = false;
    this.#showStrip();
    this.log.show(state, before);
  }

  /** One line at most under the header: a question to answer, or what is wrong with the line. */
  #showStrip(): void {
    const state = this.#state;
    const { texts } = this.#frame;
    const trouble = state?.trouble ?? null;
    const line = state?.link === "lost" ? texts.lost : this.#done;
    const mark = this.#confirming ? "?" : trouble === null ? line : `! ${trouble}`;
    if (mark === this.#stripMark) return;
    this.#stripMark = mark;
    this.#strip.hidden = mark === "";
    this.#strip.className = trouble === null ? `strip${line === texts.lost ? " warn" : ""}` : "strip bad";
    const words = (text: string) => h("span", { dir: "auto" }, text);
    if (this.#confirming) {
      this.#strip.replaceChildren(
        words(texts.endQuestion),
        button("link", { click: () => this.#confirmed(false) }, texts.keepTalking),
        button("link.wrong", { click: () => this.#confirmed(true) }, texts.endChat),
      );
    } else if (trouble === null) this.#strip.replaceChildren(words(line));
    else {
      this.#strip.replaceChildren(
        icon(ALERT),
        words(trouble || texts.trouble),
        button("link", { click: () => this.#ear.enter() }, texts.tryAgain),
      );
    }
  }

  #confirmed(yes: boolean): void {
    this.#confirming = false;
    this.#showStrip();
    this.focus();
    if (yes) this.#ear.end();
  }
}

/** The organization's logo when it is ours to load; its initials otherwise. */
function brandMark(frame: Frame): HTMLElement {
  const { organization, agent } = frame.config;
  const letters = h("span.logo", { "aria-hidden": "true" }, initials(organization.name || agent));
  const address = ownAddress(frame, organization.logo);
  if (!address) return letters;
  const image = h("img.logo", { src: address, alt: "", width: 36, height: 36 });
  image.addEventListener("error", () => image.replaceWith(letters));
  return image;
}
