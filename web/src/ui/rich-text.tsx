import { Fragment, type ReactNode, useMemo } from "react";
import { cn } from "@/lib/class-names";

/**
 * The tiny markup of messages: **bold**, *italic*, lists and links. Everything else is literal text;
 * nothing is ever taken as HTML, so what a visitor or a model wrote can do no harm.
 */
export type Inline = { kind: "text" | "bold" | "italic"; text: string } | { kind: "link"; text: string; href: string };
export type Block = { kind: "paragraph"; lines: Inline[][] } | { kind: "list"; ordered: boolean; items: Inline[][] };

const INLINE = /\[([^\]\n]{1,300})\]\(([^()\s]{1,2000})\)|\*\*(?=\S)([^\n]*?\S)\*\*|\*(?=[^\s*])([^*\n]*?[^\s*])\*|((?:https?:\/\/|mailto:|tel:)[^\s<>"']{1,2000})/g;
const BULLET = /^\s{0,3}[-*•]\s+(.*)$/;
const NUMBER = /^\s{0,3}\d{1,3}[.)]\s+(.*)$/;

/** The address if it is of a kind that may be followed, else undefined. */
export function safeHref(address: string): string | undefined {
  return /^(https?:\/\/[^\s/]|mailto:[^\s]|tel:[+\d])/i.test(address) ? address : undefined;
}

export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let last = 0;
  const literal = (until: number) => {
    if (until > last) parts.push({ kind: "text", text: text.slice(last, until) });
  };
  for (const match of text.matchAll(INLINE)) {
    const [whole, label, target, bold, italic, bare] = match;
    let part: Inline | undefined;
    let end = match.index + whole.length;
    if (label !== undefined && target !== undefined) {
      const href = safeHref(target);
      if (href) part = { kind: "link", text: label, href };
    } else if (bold !== undefined) part = { kind: "bold", text: bold };
    else if (italic !== undefined) part = { kind: "italic", text: italic };
    else if (bare !== undefined) {
      const address = bare.replace(/[.,;:!?)\]}»*]+$/, "");
      end = match.index + address.length;
      if (safeHref(address)) part = { kind: "link", text: address.replace(/^(mailto|tel):/i, ""), href: address };
    }
    if (!part) continue;
    literal(match.index);
    parts.push(part);
    last = end;
  }
  literal(text.length);
  return parts;
}

export function parseBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    const bullet = BULLET.exec(line);
    const item = bullet ?? NUMBER.exec(line);
    const last = blocks[blocks.length - 1];
    if (item) {
      const ordered = !bullet;
      if (last?.kind === "list" && last.ordered === ordered) last.items.push(parseInline(item[1] ?? ""));
      else blocks.push({ kind: "list", ordered, items: [parseInline(item[1] ?? "")] });
    } else if (line.trim() === "") {
      if (last?.kind !== "paragraph" || last.lines.length > 0) blocks.push({ kind: "paragraph", lines: [] });
    } else if (last?.kind === "paragraph") last.lines.push(parseInline(line));
    else blocks.push({ kind: "paragraph", lines: [parseInline(line)] });
  }
  return blocks.filter((block) => block.kind === "list" || block.lines.length > 0);
}

const draw = (parts: Inline[]): ReactNode =>
  parts.map((part, index) => {
    if (part.kind === "bold") return <strong key={index} className="font-semibold">{part.text}</strong>;
    if (part.kind === "italic") return <em key={index}>{part.text}</em>;
    if (part.kind === "link") {
      return (
        <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow" className="underline underline-offset-2">
          {part.text}
        </a>
      );
    }
    return <Fragment key={index}>{part.text}</Fragment>;
  });

export function RichText({ text, className }: { text: string; className?: string }) {
  const blocks = useMemo(() => parseBlocks(text), [text]);
  return (
    <div dir="auto" className={cn("space-y-2 break-words", className)}>
      {blocks.map((block, index) => {
        if (block.kind === "list") {
          const List = block.ordered ? "ol" : "ul";
          return (
            <List key={index} className={cn("space-y-0.5 ps-5", block.ordered ? "list-decimal" : "list-disc")}>
              {block.items.map((item, at) => (
                <li key={at}>{draw(item)}</li>
              ))}
            </List>
          );
        }
        return (
          <p key={index}>
            {block.lines.map((line, at) => (
              <Fragment key={at}>
                {at > 0 && <br />}
                {draw(line)}
              </Fragment>
            ))}
          </p>
        );
      })}
    </div>
  );
}
