/** What the chat API says, and the reading of it: an answer of another shape is refused, never half believed. */

export type Role = "visitor" | "agent" | "person" | "system";

export interface Choice {
  readonly id: string;
  readonly label: string;
}

export interface Citation {
  readonly title: string;
  readonly place: string;
}

export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

export type InputKind =
  | "text"
  | "number"
  | "email"
  | "phone"
  | "date"
  | "datetime"
  | "choice"
  | "rating"
  | "yes_no"
  | "file";

/** How the agent would like to be answered. A visitor may always write something else. */
export interface InputHint {
  readonly type: InputKind;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Several choices may be taken together. */
  readonly multiple: boolean;
  /** Highest mark of a rating: up to 5 is shown as stars from 1, more as numbers from 0. */
  readonly scale: number | null;
  readonly low: string;
  readonly high: string;
  /** What a file picker offers, as the `accept` attribute writes it. */
  readonly accept: string;
  readonly max_bytes: number | null;
}

export interface Message {
  readonly id: string;
  readonly sequence: number;
  readonly role: Role;
  readonly text: string;
  readonly choices: readonly Choice[];
  readonly input: InputHint | null;
  readonly citations: readonly Citation[];
  readonly attachments: readonly Attachment[];
  readonly created_at: string;
  readonly client_id: string | null;
  readonly author: string | null;
}

export interface Conversation {
  readonly id: string;
  readonly status: "active" | "handed_off" | "ended";
  readonly language: string;
  readonly held_by: string | null;
}

export interface Config {
  readonly agent: string;
  readonly organization: { readonly name: string; readonly logo: string | null };
  readonly position: "right" | "left";
  readonly color: string | null;
  readonly greeting: string;
  readonly theme: "auto" | "light" | "dark";
  readonly attachments: boolean;
  readonly notice: string;
  /** Whether the agent can be spoken with. */
  readonly calls: boolean;
  readonly languages: readonly string[];
  readonly language: string;
  /** Whether new conversations can begin. */
  readonly available: boolean;
}

type Bag = Readonly<Record<string, unknown>>;

const bag = (value: unknown): Bag => (typeof value === "object" && value !== null ? (value as Bag) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const words = (value: unknown): string => (typeof value === "string" ? value : "");
const wordsOrNull = (value: unknown): string | null => (typeof value === "string" && value ? value : null);
const amountOrNull = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;
const name = (value: unknown): string | null => wordsOrNull(bag(value)["name"]);

function oneOf<T extends string>(allowed: readonly T[], value: unknown, otherwise: T): T {
  return allowed.find((one) => one === value) ?? otherwise;
}

function required(value: unknown, what: string): string {
  if (typeof value === "string" && value) return value;
  throw new Error(what);
}

export function readMessage(value: unknown): Message {
  const raw = bag(value);
  if (typeof raw["sequence"] !== "number") throw new Error("message.sequence");
  return {
    id: required(raw["id"], "message.id"),
    sequence: raw["sequence"],
    role: oneOf(["visitor", "agent", "person", "system"], raw["role"], "system"),
    text: words(raw["text"]),
    choices: list(raw["choices"])
      .map((one) => ({ id: words(bag(one)["id"]), label: words(bag(one)["label"]) }))
      .filter((one) => one.id && one.label),
    input: readInput(raw["input"]),
    citations: list(raw["citations"])
      .map((one) => ({ title: words(bag(one)["title"]), place: words(bag(one)["place"]) }))
      .filter((one) => one.title),
    attachments: list(raw["attachments"]).map(readAttachment),
    created_at: words(raw["created_at"]),
    client_id: wordsOrNull(raw["client_id"]),
    author: name(raw["author"]),
  };
}

function readInput(value: unknown): InputHint | null {
  const raw = bag(value);
  // A kind that this widget does not know yet is answered by typing, like a text.
  const type = words(raw["type"]) as InputKind | "";
  if (!type) return null;
  return {
    type,
    minimum: amountOrNull(raw["minimum"]),
    maximum: amountOrNull(raw["maximum"]),
    multiple: raw["multiple"] === true,
    scale: amountOrNull(raw["scale"]),
    low: words(raw["low_label"]),
    high: words(raw["high_label"]),
    accept: list(raw["accept"]).map(words).filter(Boolean).join(","),
    max_bytes: amountOrNull(raw["max_bytes"]),
  };
}

export function readAttachment(value: unknown): Attachment {
  const raw = bag(value);
  return {
    id: words(raw["id"]),
    name: words(raw["name"]) || words(raw["id"]),
    size: amountOrNull(raw["size"]) ?? 0,
    type: words(raw["type"]),
  };
}

export function readConversation(value: unknown): Conversation {
  const raw = bag(value);
  return {
    id: required(raw["id"], "conversation.id"),
    status: oneOf(["active", "handed_off", "ended"], raw["status"], "active"),
    language: words(raw["language"]),
    held_by: name(raw["held_by"]),
  };
}

/** Messages of an answer, with its own `message` when it has one. */
export function readMessages(value: unknown): Message[] {
  const raw = bag(value);
  const own = raw["message"] === undefined || raw["message"] === null ? [] : [raw["message"]];
  return [...own, ...list(raw["messages"])].map(readMessage);
}

export function readConfig(value: unknown): Config {
  const raw = bag(value);
  const organization = bag(raw["organization"]);
  const widget = bag(raw["widget"]);
  return {
    agent: name(raw["agent"]) ?? "",
    organization: { name: words(organization["name"]), logo: wordsOrNull(organization["logo_url"]) },
    position: oneOf(["right", "left"], widget["position"], "right"),
    color: wordsOrNull(widget["color"]) ?? wordsOrNull(organization["color"]),
    greeting: words(widget["greeting"]),
    theme: oneOf(["auto", "light", "dark"], widget["theme"], "auto"),
    attachments: widget["attachments"] === true,
    notice: words(widget["ai_notice"]),
    calls: widget["calls"] === true,
    languages: list(raw["languages"]).map(words).filter(Boolean),
    language: words(raw["language"]) || "en",
    available: raw["available"] !== false,
  };
}

export function readField(value: unknown, field: string): unknown {
  return bag(value)[field];
}
