/** One message of the log. */
import type { Outgoing } from "../chat/state";
import type { Attachment, Citation, Message } from "../chat/wire";
import { button, h, icon, spoken } from "./dom";
import { clock, fileSize, type Frame, initials, readableDate } from "./frame";
import { BOOK, FILE, SPARK } from "./icons";
import { markup } from "./markup";

export interface Place {
  /** The first of what one voice says in one go. */
  readonly first: boolean;
  /** The visitor answered a date control: show the date, not its ISO form. */
  readonly date: boolean;
}

export function message(frame: Frame, said: Message, place: Place): HTMLElement {
  if (said.role === "system") return h("div.system", { dir: "auto" }, said.text);
  if (said.role === "visitor") {
    return h(
      turn("visitor", place.first),
      {},
      spoken(`${frame.texts.you}: `),
      said.text && visitorBubble(place.date ? readableDate(frame, said.text) : said.text),
      ...said.attachments.map((one) => attachment(frame, one)),
    );
  }
  return h(
    turn(said.role, place.first),
    {},
    place.first ? voice(frame, said) : spoken(`${voiceName(frame, said)}: `),
    said.text && h("div.bubble", { dir: "auto" }, ...markup(said.text)),
    ...said.attachments.map((one) => attachment(frame, one)),
    said.citations.length > 0 && citations(frame, said.citations),
  );
}

/** A message on its way, looking as it will once it has arrived. */
export function outgoing(frame: Frame, item: Outgoing, place: Place): HTMLElement {
  return h(
    turn("visitor", place.first),
    {},
    spoken(`${frame.texts.you}: `),
    item.text && visitorBubble(place.date ? readableDate(frame, item.text) : item.text),
    item.attachment && attachment(frame, item.attachment),
  );
}

/** The reply while it is written. It is announced once, when it is whole. */
export function drafted(frame: Frame, text: string, first: boolean, author: string | null): HTMLElement {
  return h(
    turn("agent", first),
    { "aria-live": "off", "aria-busy": "true" },
    first && voice(frame, { role: "agent", author }),
    h("div.bubble.writing", { dir: "auto" }, ...markup(text)),
  );
}

export function typing(frame: Frame, name: string): HTMLElement {
  return h(
    "div.turn.agent.first", { "aria-live": "off" },
    h("div.bubble.dots", {}, spoken(frame.texts.typing(name)), h("i"), h("i"), h("i")),
  );
}

export function voiceName(frame: Frame, said: Pick<Message, "role" | "author">): string {
  return said.author ?? (said.role === "person" ? frame.texts.team : frame.config.agent || frame.texts.assistant);
}

function voice(frame: Frame, said: Pick<Message, "role" | "author">): HTMLElement {
  const name = voiceName(frame, said);
  return h(
    "div.voice", {},
    said.role === "person"
      ? h("span.face", { "aria-hidden": "true" }, initials(name))
      : h("span.face.ai", { "aria-hidden": "true" }, icon(SPARK)),
    h("span", { dir: "auto" }, name),
    spoken(": "),
  );
}

const visitorBubble = (text: string) => h("div.bubble", { dir: "auto" }, text);

export function time(frame: Frame, said: Message): HTMLElement {
  return h(`time.time.${said.role}`, { datetime: said.created_at, "aria-live": "off" }, clock(frame, said.created_at));
}

const turn = (role: string, first: boolean) => `div.turn.${role}${first ? ".first" : ""}` as const;

function citations(frame: Frame, cited: readonly Citation[]): HTMLElement {
  return h(
    "div.sources", {},
    icon(BOOK),
    spoken(`${frame.texts.sources}: `),
    h(
      "ul",
      {},
      ...cited.map((one) => h("li", { dir: "auto" }, one.place ? `${one.title}, ${one.place}` : one.title)),
    ),
  );
}

function attachment(frame: Frame, file: Attachment): HTMLElement {
  return button(
    "file",
    { click: () => frame.open(file) },
    icon(FILE),
    spoken(`${frame.texts.download} `),
    h("span.name", { dir: "auto" }, file.name),
    h("span.size", {}, file.size ? fileSize(frame, file.size) : ""),
  );
}
