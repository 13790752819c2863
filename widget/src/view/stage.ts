/**
 * Where the widget stands in somebody else's page: a host element with a shadow tree of its own, dressed by
 * constructed style sheets, which a strict policy allows where it refuses style elements and attributes.
 */
import type { Config } from "../chat/wire";
import type { Embed, Theme } from "../embed";
import { palette, readColour, type Rgb } from "../look/colour";
import style from "../look/widget.css?inline";
import { h } from "./dom";

export interface StageEar {
  escape(): void;
  /** The tab came to the front or went to the back. */
  seen(): void;
}

const HOUSE: Rgb = [11, 122, 117];
const SURFACE: Readonly<Record<"light" | "dark", Rgb>> = { light: [255, 255, 255], dark: [26, 26, 24] };
/** As in the style sheets: there the open chat covers everything. */
const PHONE = "(max-width: 520px), (max-height: 460px)";

export class Stage {
  readonly root: HTMLElement;
  readonly #host: HTMLElement;
  readonly #shadow: ShadowRoot;
  readonly #colours = new CSSStyleSheet();
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  readonly #phone = matchMedia(PHONE);
  readonly #events = new AbortController();
  #theme: Theme = "auto";
  #side = "right";
  #open = false;
  #pageOverflow: string | null = null;
  readonly #embed: Embed;

  constructor(
    embed: Embed,
    ear: StageEar,
  ) {
    this.#embed = embed;
    this.#host = document.createElement("centralita-chat");
    this.#host.className = embed.layout;
    this.#shadow = this.#host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    this.#shadow.adoptedStyleSheets = [sheet, this.#colours];
    this.root = h("div.root", {});
    this.#shadow.append(this.root);
    const signal = this.#events.signal;
    this.root.addEventListener("keydown", (event) => this.#key(event, ear), { signal });
    this.#dark.addEventListener("change", () => this.#shade(), { signal });
    this.#phone.addEventListener("change", () => this.#cover(), { signal });
    document.addEventListener("visibilitychange", () => ear.seen(), { signal });
    window.visualViewport?.addEventListener("resize", () => this.#fit(), { signal });
  }

  /** False when the element that was named is not on the page. */
  mount(): boolean {
    const { target } = this.#embed;
    const place = target === null ? document.body : document.querySelector(target);
    if (!place) console.warn(`Centralita: no ${target ?? ""}`);
    place?.append(this.#host);
    return place !== null;
  }

  unmount(): void {
    this.#events.abort();
    this.show(false);
    this.#host.remove();
  }

  dress(config: Config, language: string, dir: "ltr" | "rtl"): void {
    this.#side = this.#embed.position ?? config.position;
    this.root.lang = language;
    this.root.dir = dir;
    this.#theme = this.#embed.theme ?? config.theme;
    const brand = this.#embed.color ?? readColour(config.color) ?? HOUSE;
    this.#colours.replaceSync(
      (["light", "dark"] as const)
        .map((theme) => {
          const { fill, onFill, ink, soft } = palette(brand, SURFACE[theme]);
          return `.${theme}{--brand:${fill};--on-brand:${onFill};--brand-ink:${ink};--brand-soft:${soft}}`;
        })
        .join(""),
    );
    this.#shade();
  }

  show(open: boolean): void {
    this.#open = open;
    this.#shade();
    this.#cover();
  }

  #shade(): void {
    const theme = this.#theme === "auto" ? (this.#dark.matches ? "dark" : "light") : this.#theme;
    this.root.className = `root ${this.#embed.layout} ${this.#side} ${theme}${this.#open ? " open" : ""}`;
  }

  /** On a phone the open chat is all there is: the page behind neither scrolls nor is read out. */
  #cover(): void {
    if (this.#embed.layout !== "float") return;
    const covering = this.#open && this.#phone.matches;
    this.#shadow.querySelector(".panel")?.setAttribute("aria-modal", String(covering));
    const page = document.documentElement.style;
    if (covering && this.#pageOverflow === null) {
      this.#pageOverflow = page.overflow;
      page.overflow = "hidden";
    } else if (!covering && this.#pageOverflow !== null) {
      page.overflow = this.#pageOverflow;
      this.#pageOverflow = null;
    }
    this.#fit();
  }

  /** Above an on-screen keyboard, which shrinks what is seen but not the page. */
  #fit(): void {
    const seen = window.visualViewport;
    if (!seen || this.#embed.layout !== "float") return;
    this.root.style.setProperty("--seen", this.#open && this.#phone.matches ? `${Math.round(seen.height)}px` : "100dvh");
  }

  #key(event: KeyboardEvent, ear: StageEar): void {
    if (event.key === "Escape" && this.#embed.layout === "float") {
      event.stopPropagation();
      ear.escape();
    }
    if (event.key === "Tab" && this.#open && this.#phone.matches && this.#embed.layout === "float") this.#keepInside(event);
  }

  #keepInside(event: KeyboardEvent): void {
    const inside = [
      ...this.#shadow.querySelectorAll<HTMLElement>(".panel :is(button, a, input, textarea, [tabindex='0'])"),
    ].filter((one) => one.tabIndex >= 0 && one.checkVisibility());
    const edge = event.shiftKey ? inside[0] : inside.at(-1);
    const at = this.#shadow.activeElement;
    if (at !== edge && !(event.shiftKey && at?.classList.contains("panel"))) return;
    event.preventDefault();
    (event.shiftKey ? inside.at(-1) : inside[0])?.focus();
  }
}
