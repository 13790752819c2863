/** Files chosen but not yet sent: each goes up at once, shows how far it is, and can be taken back. */
import { Problem } from "../chat/api";
import type { Attachment, InputHint } from "../chat/wire";
import { button, h, icon } from "./dom";
import { fileSize, type Frame } from "./frame";
import { ALERT, CROSS, FILE, RETRY } from "./icons";

const LIMIT = 10_000_000;
/** What a picker offers; the server looks at the bytes and has the last word. */
const USUAL = "image/png,image/jpeg,image/gif,image/webp,.pdf,.docx,.xlsx,.txt,.md,.csv";

export interface TrayEar {
  upload(file: File, signal: AbortSignal, progress: (share: number) => void): Promise<Attachment>;
  changed(): void;
}

interface Item {
  readonly file: File;
  readonly element: HTMLElement;
  readonly abort: AbortController;
  attachment: Attachment | null;
}

export class Tray {
  readonly element: HTMLElement;
  readonly picker: HTMLInputElement;
  #items: Item[] = [];
  #accept = USUAL;
  #limit = LIMIT;
  readonly #frame: Frame;
  readonly #ear: TrayEar;

  constructor(
    frame: Frame,
    ear: TrayEar,
  ) {
    this.#frame = frame;
    this.#ear = ear;
    this.element = h("div.tray", { role: "status" });
    this.picker = h("input", { type: "file", multiple: true, hidden: true, tabindex: -1 });
    this.picker.addEventListener("change", () => {
      this.add(this.picker.files);
      this.picker.value = "";
    });
  }

  /** What the agent asked for, or null for the usual. */
  pick(hint: InputHint | null): void {
    this.#accept = hint?.accept || USUAL;
    this.#limit = Math.min(hint?.max_bytes ?? LIMIT, 4 * LIMIT);
    this.picker.accept = this.#accept;
    this.picker.click();
  }

  add(files: Iterable<File> | null): void {
    this.element.querySelectorAll(".wrong:not(.item)").forEach((old) => old.remove());
    for (const file of files ?? []) {
      const complaint = this.#complaint(file);
      if (complaint) this.element.append(h("p.wrong", { role: "alert" }, icon(ALERT), complaint));
      else this.#begin(file);
    }
    this.#ear.changed();
  }

  get empty(): boolean {
    return this.#items.length === 0;
  }

  get uploading(): boolean {
    return this.#items.some((one) => !one.attachment && !one.element.classList.contains("wrong"));
  }

  /** Hands over what is up, and keeps what failed. */
  take(): Attachment[] {
    const ready = this.#items.filter((one) => one.attachment);
    for (const one of ready) one.element.remove();
    this.#items = this.#items.filter((one) => !one.attachment);
    return ready.map((one) => one.attachment).filter((one) => one !== null);
  }

  #complaint(file: File): string | null {
    const { texts } = this.#frame;
    if (file.size > this.#limit) return texts.fileTooLarge(file.name, fileSize(this.#frame, this.#limit));
    if (file.size === 0) return texts.fileEmpty(file.name);
    return accepts(this.#accept, file) ? null : texts.fileType(file.name);
  }

  #begin(file: File): void {
    const bar = h("progress", { max: 1, value: 0, "aria-label": this.#frame.texts.uploading(file.name) });
    const abort = new AbortController();
    const element = h(
      "div.item", {},
      icon(FILE),
      h("span.name", { dir: "auto" }, file.name),
      h("span.size", {}, fileSize(this.#frame, file.size)),
      bar,
      button("plain", { "aria-label": this.#frame.texts.removeFile(file.name), click: () => this.#remove(item) }, icon(CROSS)),
    );
    const item: Item = { file, element, abort, attachment: null };
    this.#items.push(item);
    this.element.append(element);
    this.#ear
      .upload(file, abort.signal, (share) => (bar.value = share))
      .then(
        (attachment) => {
          item.attachment = attachment;
          element.classList.add("ready");
          bar.remove();
        },
        (error: unknown) => this.#failed(item, error instanceof Problem ? error.sentence : ""),
      )
      .finally(() => this.#ear.changed());
  }

  #failed(item: Item, sentence: string): void {
    if (!this.#items.includes(item)) return;
    const { texts } = this.#frame;
    item.element.classList.add("wrong");
    item.element.querySelector("progress")?.replaceWith(
      h("span.why", { role: "alert" }, sentence || texts.fileFailed),
      button(
        "plain",
        {
          "aria-label": texts.tryAgain,
          click: () => {
            this.#remove(item);
            this.#begin(item.file);
            this.#ear.changed();
          },
        },
        icon(RETRY),
      ),
    );
  }

  #remove(item: Item): void {
    item.abort.abort();
    item.element.remove();
    this.#items = this.#items.filter((one) => one !== item);
    this.#ear.changed();
  }
}

/** As the `accept` attribute reads: endings, whole types, or a kind like `image/*`. */
export function accepts(accept: string, file: { readonly name: string; readonly type: string }): boolean {
  const wanted = accept.split(",").map((one) => one.trim().toLowerCase()).filter(Boolean);
  if (!wanted.length) return true;
  const name = file.name.toLowerCase();
  return wanted.some((one) => {
    if (one.startsWith(".")) return name.endsWith(one);
    return one.endsWith("/*") ? file.type.startsWith(one.slice(0, -1)) : file.type === one;
  });
}
