/**
 * The tiny markup of messages: **bold**, *italic*, lists, links. Everything else is literal text.
 *
 * The text is hostile. This reads it into values, and only `view/markup.ts` makes nodes of them; no
 * text ever becomes markup of the page. Work grows with the length of the text, whatever it holds.
 */

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold" | "italic"; readonly content: readonly Inline[] }
  | { readonly kind: "link"; readonly href: string; readonly text: string };

export type Block =
  | { readonly kind: "paragraph"; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: "list"; readonly start: number | null; readonly items: readonly (readonly Inline[])[] };

const BULLET = /^\s{0,3}[-*•]\s+(?=\S)/;
const NUMBER = /^\s{0,3}(\d{1,4})[.)]\s+(?=\S)/;

export function parse(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: Inline[][] = [];
  let list: { kind: "list"; start: number | null; items: Inline[][] } | null = null;

  const closeParagraph = () => {
    if (lines.length) blocks.push({ kind: "paragraph", lines });
    lines = [];
  };
  for (const line of text.split(/\r\n|\r|\n/)) {
    const number = NUMBER.exec(line);
    const marker = number ?? BULLET.exec(line);
    if (marker) {
      closeParagraph();
      const start = number ? Number(number[1]) : null;
      if (!list || (list.start === null) !== (start === null)) {
        list = { kind: "list", start, items: [] };
        blocks.push(list);
      }
      list.items.push(inline(line.slice(marker[0].length)));
      continue;
    }
    if (line.trim() === "") {
      closeParagraph();
      continue;
    }
    list = null;
    lines.push(inline(line));
  }
  closeParagraph();
  return blocks;
}

const ADDRESS = /(?:https?:\/\/|mailto:|tel:)[^\s<>"'`\\^{|}]{1,2000}/iy;
const LONGEST_LABEL = 300;
const LONGEST_ADDRESS = 2000;

/** The address as a link may carry it, or null when it leads elsewhere than the web, mail or telephone. */
export function safeAddress(text: string): string | null {
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(text)) return null;
  try {
    const url = new URL(text);
    // "https://bank.example@elsewhere.example" is made to be misread.
    return url.username || url.password ? null : url.href;
  } catch {
    return null;
  }
}

interface Marks {
  readonly bold: boolean;
  readonly italic: boolean;
}

function inline(text: string, marks: Marks = { bold: false, italic: false }): Inline[] {
  const found: Inline[] = [];
  let plain = 0;
  let at = 0;
  // Once no closing mark follows, none follows later either: do not look again.
  let noBold = marks.bold;
  let noItalic = marks.italic;
  let middle = text.indexOf("](");

  const take = (piece: Inline, end: number) => {
    if (at > plain) found.push({ kind: "text", text: text.slice(plain, at) });
    found.push(piece);
    at = plain = end;
  };

  while (at < text.length) {
    const character = text[at];
    if (character === "*") {
      if (text[at + 1] === "*") {
        if (!noBold && opens(text, at + 2)) {
          const close = closing(text, "**", at + 2);
          if (close < 0) noBold = true;
          else if (close > at + 2) {
            const content = inline(text.slice(at + 2, close), { ...marks, bold: true });
            take({ kind: "bold", content }, close + 2);
            continue;
          }
        }
        at += 2;
        continue;
      }
      if (!noItalic && opens(text, at + 1)) {
        const close = closing(text, "*", at + 1);
        if (close < 0) noItalic = true;
        else if (close > at + 1) {
          const content = inline(text.slice(at + 1, close), { ...marks, italic: true });
          take({ kind: "italic", content }, close + 1);
          continue;
        }
      }
    } else if (character === "[" && middle >= 0) {
      if (middle < at) middle = text.indexOf("](", at);
      const link = labelled(text, at, middle);
      if (link) {
        take(link.piece, link.end);
        continue;
      }
    } else if (character && "hmtHMT".includes(character)) {
      const link = bare(text, at);
      if (link) {
        take(link.piece, link.end);
        continue;
      }
    }
    at += 1;
  }
  if (at > plain) found.push({ kind: "text", text: text.slice(plain, at) });
  return found;
}

const opens = (text: string, at: number): boolean => at < text.length && !/\s/.test(text.charAt(at));

/** Where the closing mark stands: right after a character that is not a space, and not part of a longer run. */
function closing(text: string, mark: string, from: number): number {
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
    const single = mark.length === 1;
    if (single && (text[at + 1] === "*" || text[at - 1] === "*")) {
      while (text[at + 1] === "*") at += 1;
      continue;
    }
    if (!/\s/.test(text.charAt(at - 1))) return at;
  }
  return -1;
}

function labelled(text: string, at: number, middle: number): { piece: Inline; end: number } | null {
  if (middle < 0 || middle - at > LONGEST_LABEL) return null;
  const label = text.slice(at + 1, middle);
  if (!label.trim() || label.includes("[")) return null;
  const close = text.slice(middle + 2, middle + 3 + LONGEST_ADDRESS).indexOf(")");
  if (close < 0) return null;
  const href = safeAddress(text.slice(middle + 2, middle + 2 + close));
  return href ? { piece: { kind: "link", href, text: label }, end: middle + 3 + close } : null;
}

function bare(text: string, at: number): { piece: Inline; end: number } | null {
  if (at > 0 && /[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return null;
  ADDRESS.lastIndex = at;
  const match = ADDRESS.exec(text);
  if (!match) return null;
  const address = withoutSentenceEnd(match[0]);
  const href = safeAddress(address);
  return href ? { piece: { kind: "link", href, text: address }, end: at + address.length } : null;
}

/** "(see https://a.example/b)." ends before the bracket and the full stop; "/b_(c)" keeps its own bracket. */
function withoutSentenceEnd(address: string): string {
  let end = address.length;
  let open = 0;
  for (const character of address) open += character === "(" ? 1 : character === ")" ? -1 : 0;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    if (last === ")" && open < 0) open += 1;
    else if (!".,;:!?*_]»”’".includes(last)) break;
  }
  return address.slice(0, end);
}

/** The words alone, as a screen reader or a transcript wants them. */
export function plainText(text: string): string {
  const words = (pieces: readonly Inline[]): string =>
    pieces
      .map((one) => {
        if (one.kind === "text") return one.text;
        if (one.kind === "link") return one.text === one.href ? one.text : `${one.text} (${one.href})`;
        return words(one.content);
      })
      .join("");
  return parse(text)
    .map((block) =>
      block.kind === "paragraph"
        ? block.lines.map(words).join("\n")
        : block.items
            .map((item, index) => `${block.start === null ? "-" : `${block.start + index}.`} ${words(item)}`)
            .join("\n"),
    )
    .join("\n");
}
