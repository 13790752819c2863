/** Where the visitor writes. */
import type { Attachment, InputHint } from "../chat/wire";
import { button, h, icon } from "./dom";
import type { Frame } from "./frame";
import { ARROW_UP, CLIP } from "./icons";
import { keyboardFor } from "./prompt";
import { Tray, type TrayEar } from "./tray";

const LONGEST = 4000;

export interface ComposerEar extends Pick<TrayEar, "upload"> {
  send(text: string, attachments: readonly Attachment[]): void;
  /** What is written so far, to be kept over a reload. */
  wrote(text: string): void;
}

export class Composer {
  readonly element: HTMLElement;
  readonly field: HTMLTextAreaElement;
  readonly #tray: Tray;
  readonly #send: HTMLButtonElement;
  readonly #attach: HTMLButtonElement;
  readonly #ear: ComposerEar;

  constructor(
    frame: Frame,
    ear: ComposerEar,
    written: string,
  ) {
    this.#ear = ear;
    const { texts } = frame;
    this.#tray = new Tray(frame, { upload: (...file) => ear.upload(...file), changed: () => this.#refresh() });
    this.field = h("textarea", {
      rows: 1,
      maxlength: LONGEST,
      placeholder: texts.placeholder,
      "aria-label": texts.placeholder,
      dir: "auto",
      enterkeyhint: "send",
    });
    this.field.value = written;
    this.field.addEventListener("input", () => this.#written());
    this.field.addEventListener("keydown", (event) => {
      // While an input method composes, Enter chooses a word.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    this.#send = button("send", { "aria-label": texts.send, click: () => this.#submit() }, icon(ARROW_UP));
    this.#attach = button("plain", { "aria-label": texts.attach, click: () => this.pick(null) }, icon(CLIP));
    this.#attach.hidden = !frame.config.attachments;
    this.element = h(
      "div.composer", {},
      this.#tray.element,
      h("div.line", {}, this.#attach, this.field, this.#send),
      this.#tray.picker,
    );
    this.field.addEventListener("paste", (event) => {
      const files = event.clipboardData?.files;
      if (!files?.length || this.#attach.hidden) return;
      event.preventDefault();
      this.#tray.add(files);
    });
    this.#refresh();
  }

  pick(hint: InputHint | null): void {
    this.#tray.pick(hint);
  }

  /** Files may be dropped anywhere on `area`. */
  acceptDrops(area: HTMLElement): void {
    if (this.#attach.hidden) return;
    const over = (event: DragEvent, on: boolean) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      area.classList.toggle("dropping", on);
    };
    area.addEventListener("dragover", (event) => over(event, true));
    area.addEventListener("dragleave", (event) => over(event, area.contains(event.relatedTarget as Node | null)));
    area.addEventListener("drop", (event) => {
      over(event, false);
      this.#tray.add(event.dataTransfer?.files ?? null);
      this.field.focus();
    });
  }

  /** The right keyboard for what was asked. */
  expect(hint: InputHint | null): void {
    const { inputmode, autocomplete } = keyboardFor(hint);
    this.field.inputMode = inputmode;
    this.field.setAttribute("autocomplete", autocomplete);
  }

  grow(): void {
    this.field.style.height = "auto";
    if (this.field.scrollHeight) this.field.style.height = `${Math.min(this.field.scrollHeight, 132)}px`;
  }

  #written(): void {
    this.#ear.wrote(this.field.value);
    this.#refresh();
  }

  #refresh(): void {
    this.grow();
    const something = this.field.value.trim() !== "" || !this.#tray.empty;
    // Not `disabled`: that would take the focus away from under a keyboard.
    this.#send.setAttribute("aria-disabled", String(!something || this.#tray.uploading));
  }

  #submit(): void {
    const text = this.field.value.trim();
    if (this.#tray.uploading) return;
    const attachments = this.#tray.take();
    if (!text && !attachments.length) return;
    this.field.value = "";
    this.#written();
    this.#ear.send(text, attachments);
    this.field.focus();
  }
}
