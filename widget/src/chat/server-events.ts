/** Server-sent events, read from whatever pieces the network delivers. */

export interface ServerEvent {
  readonly name: string;
  readonly data: string;
  readonly id: string | null;
}

/**
 * Feed it decoded text in pieces of any size; it answers with the events that are complete.
 * Line ends may be LF, CR or CRLF, also cut in half between two pieces.
 */
export class ServerEventReader {
  #rest = "";
  #name = "";
  #data: string[] = [];
  #id: string | null = null;
  #started = false;
  /** Milliseconds that the server asks to wait before a reconnect. */
  retry: number | null = null;

  read(piece: string): ServerEvent[] {
    let text = this.#rest + piece;
    if (!this.#started && text) {
      this.#started = true;
      if (text.startsWith("\uFEFF")) text = text.slice(1);
    }
    const events: ServerEvent[] = [];
    let from = 0;
    for (;;) {
      const end = lineEnd(text, from);
      if (end < 0) break;
      // A CR at the very end may be the first half of a CRLF: wait for what follows.
      if (text[end] === "\r" && end === text.length - 1) break;
      const event = this.#line(text.slice(from, end));
      if (event) events.push(event);
      from = end + (text[end] === "\r" && text[end + 1] === "\n" ? 2 : 1);
    }
    this.#rest = text.slice(from);
    return events;
  }

  #line(line: string): ServerEvent | null {
    if (line === "") return this.#complete();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? "" : line.slice(colon + 1);
    if (value.startsWith(" ")) value = value.slice(1);
    if (field === "event") this.#name = value;
    else if (field === "data") this.#data.push(value);
    else if (field === "id" && !value.includes("\0")) this.#id = value;
    else if (field === "retry" && /^\d+$/.test(value)) this.retry = Number(value);
    return null;
  }

  #complete(): ServerEvent | null {
    const event = this.#data.length
      ? { name: this.#name || "message", data: this.#data.join("\n"), id: this.#id }
      : null;
    this.#name = "";
    this.#data = [];
    return event;
  }
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  const carriage = text.indexOf("\r", from);
  if (feed < 0) return carriage;
  return carriage < 0 ? feed : Math.min(feed, carriage);
}
