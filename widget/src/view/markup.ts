/** Parsed message text as nodes. */
import { type Inline, parse } from "../text/markup";
import { h } from "./dom";

export function markup(text: string): HTMLElement[] {
  return parse(text).map((block) => {
    if (block.kind === "list") {
      const items = block.items.map((item) => h("li", {}, ...pieces(item)));
      return block.start === null ? h("ul", {}, ...items) : h("ol", { start: block.start }, ...items);
    }
    return h("p", {}, ...block.lines.flatMap((line, index) => [...(index ? [h("br")] : []), ...pieces(line)]));
  });
}

function pieces(content: readonly Inline[]): Node[] {
  return content.map((one) => {
    if (one.kind === "text") return document.createTextNode(one.text);
    if (one.kind === "link") return link(one.href, one.text);
    return h(one.kind === "bold" ? "strong" : "em", {}, ...pieces(one.content));
  });
}

export function link(href: string, text: string): HTMLAnchorElement {
  return h("a", { href, target: "_blank", rel: "noopener noreferrer nofollow", title: text === href ? null : href }, text);
}
