/** The conversation as plain text, to keep. */
import type { Message } from "../chat/wire";
import { plainText } from "./markup";

export interface Naming {
  readonly title: string;
  readonly sources: string;
  readonly language: string;
  /** Who said it; empty for the system. */
  name(message: Message): string;
}

export function transcript(messages: readonly Message[], naming: Naming): string {
  const stamp = new Intl.DateTimeFormat(naming.language, { dateStyle: "medium", timeStyle: "short" });
  const lines = messages.map((message) => {
    const at = new Date(message.created_at);
    const head = [Number.isNaN(at.getTime()) ? "" : `[${stamp.format(at)}]`, naming.name(message)].filter(Boolean).join(" ");
    const said = message.role === "visitor" ? message.text : plainText(message.text);
    const files = message.attachments.map((one) => `(${one.name})`);
    const sources = message.citations.map((one) => (one.place ? `${one.title}, ${one.place}` : one.title));
    const cited = sources.length ? [`${naming.sources}: ${sources.join("; ")}`] : [];
    return [`${head}:`, said, ...files, ...cited].filter(Boolean).join("\n");
  });
  return `${naming.title}\n\n${lines.join("\n\n")}\n`;
}
