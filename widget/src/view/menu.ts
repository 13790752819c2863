/** A menu under a button, as the ARIA pattern has it: arrows move, Esc closes and gives the focus back. */
import { button, h, icon } from "./dom";
import { MORE } from "./icons";

export interface Entry {
  readonly label: string;
  readonly run: () => void;
  /** For what is on or off; null for what is just done. */
  readonly checked?: boolean;
  /** A line above it begins another group. */
  readonly apart?: boolean;
}

export class Menu {
  readonly element: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #list: HTMLElement;
  readonly #entries: () => readonly Entry[];

  constructor(
    label: string,
    entries: () => readonly Entry[],
  ) {
    this.#entries = entries;
    this.#button = button(
      "plain",
      { "aria-label": label, "aria-haspopup": "menu", "aria-expanded": "false", click: () => this.#toggle() },
      icon(MORE, "heavy"),
    );
    this.#list = h("div.menu", { role: "menu", "aria-label": label, hidden: true });
    this.element = h("div.menu-place", {}, this.#button, this.#list);
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("focusout", (event) => {
      if (!this.element.contains(event.relatedTarget as Node | null)) this.close();
    });
  }

  close(): void {
    this.#list.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
  }

  #toggle(): void {
    if (!this.#list.hidden) {
      this.close();
      return;
    }
    this.#list.replaceChildren(
      ...this.#entries().map((entry) => {
        const role = entry.checked === undefined ? "menuitem" : "menuitemcheckbox";
        return button(
          entry.apart ? "entry.apart" : "entry",
          { role, tabindex: -1, "aria-checked": entry.checked === undefined ? null : String(entry.checked), click: () => this.#run(entry) },
          h("span", { dir: "auto" }, entry.label),
        );
      }),
    );
    this.#list.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    this.#items()[0]?.focus();
  }

  #run(entry: Entry): void {
    this.close();
    this.#button.focus();
    entry.run();
  }

  #items(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("button")];
  }

  #key(event: KeyboardEvent): void {
    if (this.#list.hidden) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        this.#toggle();
      }
      return;
    }
    const items = this.#items();
    const at = items.findIndex((one) => one.matches(":focus"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) items.at(to % items.length)?.focus();
    else if (event.key === "Escape") {
      this.close();
      this.#button.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
