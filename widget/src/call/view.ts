/** A call as the visitor sees it, in the place of the chat while it lasts. */
import type { Shown } from "../../../web/src/features/agents/web-call/web-talk";
import { button, h, icon, Rows, spoken } from "../view/dom";
import type { Frame } from "../view/frame";
import { ARROW_UP, PHONE } from "../view/icons";
import style from "./call.css?inline";
import { Refused } from "./opened";
import type { CallTexts } from "./texts";

const MICROPHONE = "M12 3.5a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0V6A2.5 2.5 0 0 1 12 3.5zM6 11a6 6 0 0 0 12 0M12 17v3.5";

export interface CallEar {
  start(): void;
  hangUp(): void;
  mute(muted: boolean): void;
  say(text: string): void;
  typing(): void;
  back(): void;
}

export class CallView {
  readonly element: HTMLElement;
  readonly #state = h("p", { role: "status" });
  readonly #time = h("span.call-time", { "aria-hidden": "true" });
  readonly #body = h("div.call-body", {});
  readonly #log: HTMLElement;
  readonly #rows: Rows;
  readonly #mute: HTMLButtonElement;
  readonly #frame: Frame;
  readonly #texts: CallTexts;
  readonly #ear: CallEar;
  #phase = "";
  #since: string | undefined;
  #clock = 0;

  constructor(frame: Frame, texts: CallTexts, ear: CallEar) {
    this.#frame = frame;
    this.#texts = texts;
    this.#ear = ear;
    this.#log = h("div.call-log", { role: "log", "aria-label": texts.log, tabindex: 0 });
    this.#rows = new Rows(this.#log);
    this.#mute = button("call-mute", { "aria-pressed": false, click: () => ear.mute(this.#mute.ariaPressed !== "true") }, icon(MICROPHONE));
    this.element = h("section.call", { "aria-label": texts.title }, h("div.call-state", {}, this.#state, this.#time), this.#body);
  }

  /** Hides the chat behind it. The style sheet comes along. */
  place(panel: HTMLElement): void {
    const root = panel.getRootNode();
    if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(SHEET)) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, SHEET];
    }
    panel.classList.add("calling");
    panel.append(this.element);
    this.#focus();
  }

  leave(): void {
    clearInterval(this.#clock);
    this.element.parentElement?.classList.remove("calling");
    this.element.remove();
  }

  show(shown: Shown): void {
    const fresh = shown.phase !== this.#phase;
    this.#phase = shown.phase;
    this.#since = shown.since;
    if (fresh) {
      clearInterval(this.#clock);
      this.#body.replaceChildren(...this.#parts(shown));
      // Said once, when it changes: the time that goes by is for those who look.
      this.#state.textContent = this.#stands(shown);
      if (shown.phase === "talking") this.#clock = window.setInterval(() => this.#tick(), 1000);
    }
    this.#mute.setAttribute("aria-pressed", String(!shown.listens));
    this.#mute.setAttribute("aria-label", shown.listens ? this.#texts.mute : this.#texts.unmute);
    this.#mute.hidden = !shown.carriesSound;
    this.#body.querySelector<HTMLElement>(".call-say")?.toggleAttribute("hidden", !shown.takesText);
    this.#body.querySelector<HTMLElement>(".call-speak")?.toggleAttribute("hidden", shown.tellsWords || shown.phase !== "talking");
    this.#showWords(shown);
    this.#tick();
    if (fresh) this.#focus();
  }

  #stands({ phase, ending }: Shown): string {
    if (phase === "over") return ending ? this.#texts.endings[ending] : "";
    return { idle: "", opening: this.#texts.opening, talking: this.#texts.talking }[phase];
  }

  #showWords(shown: Shown): void {
    const near = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 80;
    this.#rows.show(
      shown.said.map(({ key, role, text }) => ({
        key,
        mark: text,
        build: () => h(`p.call-said.${role}`, { dir: "auto" }, spoken(`${role === "agent" ? this.#texts.agent : this.#texts.you}: `), text),
      })),
      true,
    );
    if (near) this.#log.scrollTop = this.#log.scrollHeight;
  }

  #parts(shown: Shown): HTMLElement[] {
    const texts = this.#texts;
    const { config, texts: chat } = this.#frame;
    const start = (words: string) => button("call-go", { click: () => this.#ear.start() }, icon(PHONE), words);
    const back = () => button("call-back", { click: () => this.#ear.back() }, texts.back);
    const hangUp = () => button("call-end", { click: () => this.#ear.hangUp() }, icon(PHONE), texts.hangUp);
    switch (shown.phase) {
      case "idle":
        return [
          h("div.call-words", {}, h("p", { dir: "auto" }, texts.before(config.agent || chat.assistant, config.organization.name)), config.notice ? h("p", { dir: "auto" }, config.notice) : null, h("p", {}, texts.recorded), h("p.call-small", {}, texts.microphone)),
          h("div.call-doors", {}, start(texts.start), back()),
        ];
      case "opening":
        return [h("div.call-words", {}), h("div.call-doors", {}, hangUp())];
      case "talking":
        return [h("p.call-speak", { hidden: true }, texts.speak), this.#log, this.#sayForm(), h("div.call-doors", {}, this.#mute, hangUp())];
      case "over":
        return [
          shown.error === undefined ? this.#log : h("div.call-words", {}, h("p.call-wrong", { role: "alert", dir: "auto" }, this.#wrong(shown.error))),
          h("div.call-doors", {}, start(texts.again), back()),
        ];
    }
  }

  #sayForm(): HTMLElement {
    const field = h("input.call-field", { "aria-label": this.#texts.say, placeholder: this.#texts.say, maxlength: 2000, autocomplete: "off", input: () => this.#ear.typing() });
    const send = (event: Event) => {
      event.preventDefault();
      this.#ear.say(field.value);
      field.value = "";
    };
    return h("form.call-say", { submit: send }, field, h("button.call-send", { type: "submit", "aria-label": this.#texts.send }, icon(ARROW_UP)));
  }

  #wrong(error: unknown): string {
    if (error instanceof DOMException && error.name === "NotAllowedError") return this.#texts.refused;
    return (error instanceof Refused && error.message) || this.#texts.failed;
  }

  #tick(): void {
    const seconds = this.#since ? Math.max(0, Math.floor((Date.now() - Date.parse(this.#since)) / 1000)) : 0;
    this.#time.textContent = this.#phase === "talking" ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : "";
  }

  #focus(): void {
    if (!this.element.isConnected) return;
    this.#body.querySelector<HTMLElement>(".call-doors .call-go, .call-doors .call-end")?.focus({ preventScroll: true });
  }
}

const SHEET = new CSSStyleSheet();
SHEET.replaceSync(style);
