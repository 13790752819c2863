/** Building nodes. There is no way in here to turn text into markup, nor to set a style attribute. */

type Handler = (event: Event) => void;
type Value = string | number | boolean | null | undefined | Handler;
export type Attributes = Readonly<Record<string, Value>> & { readonly style?: never };
export type Child = Node | string | null | false;

/** `h("p.note.wide", { dir: "auto" }, "words")`: an element with classes, attributes or listeners, and children. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  what: Tag | `${Tag}.${string}`,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const [tag, ...classes] = what.split(".") as [Tag, ...string[]];
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return element;
}

export function button(kind: string, attributes: Attributes, ...children: Child[]): HTMLButtonElement {
  return h(`button.${kind}`, { type: "button", ...attributes }, ...children);
}

/** Words for screen readers only. */
export function spoken(text: string): HTMLElement {
  return h("span.sr", {}, text);
}

/** Gives the visitor a file to keep. Of no kind that a browser would show: shown, it would act as the page itself. */
export function save(name: string, content: BlobPart): void {
  const href = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
  h("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

const SVG = "http://www.w3.org/2000/svg";

/** A drawing of one stroke path. */
export function icon(path: string, kind = ""): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon ${kind}`);
  const stroke = document.createElementNS(SVG, "path");
  stroke.setAttribute("d", path);
  svg.append(stroke);
  return svg;
}

/** One entry of a list that changes: built again only when its mark changes. */
export interface Row {
  readonly key: string;
  readonly mark: string;
  readonly build: () => HTMLElement;
}

/** Keeps an element's children equal to a list of rows, touching only what changed. */
export class Rows {
  #shown = new Map<string, { mark: string; node: HTMLElement }>();

  readonly #parent: HTMLElement;

  constructor(parent: HTMLElement) {
    this.#parent = parent;}

  /** `still`: what is new takes its place without a movement. */
  show(rows: readonly Row[], still: boolean): void {
    const next = new Map<string, { mark: string; node: HTMLElement }>();
    for (const row of rows) {
      const old = this.#shown.get(row.key);
      if (old?.mark === row.mark) next.set(row.key, old);
      else {
        const node = row.build();
        if (still) node.classList.add("still");
        next.set(row.key, { mark: row.mark, node });
      }
    }
    for (const [key, old] of this.#shown) if (next.get(key) !== old) old.node.remove();
    let before: ChildNode | null = this.#parent.firstChild;
    for (const { node } of next.values()) {
      if (node === before) before = before.nextSibling;
      else this.#parent.insertBefore(node, before);
    }
    this.#shown = next;
  }
}
