/** What every part of the view is given. */
import type { Attachment, Config } from "../chat/wire";
import type { Texts } from "../text/texts";

export interface Frame {
  readonly texts: Texts;
  readonly language: string;
  readonly config: Config;
  readonly host: string;
  /** Fetches a file of the conversation and gives it to the visitor. */
  readonly open: (file: Attachment) => void;
}

/** An address the page may load from us: only our own host, never where a message points. */
export function ownAddress(frame: Frame, address: string | null): string | null {
  if (!address || !URL.canParse(address, frame.host)) return null;
  const url = new URL(address, frame.host);
  return url.origin === frame.host ? url.href : null;
}

export function clock(frame: Frame, iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime())
    ? ""
    : new Intl.DateTimeFormat(frame.language, { hour: "numeric", minute: "2-digit" }).format(at);
}

/** The day as people name it; `now` decides what is today. */
export function dayName(frame: Frame, iso: string, now: Date): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (days === 0) return frame.texts.today;
  if (days === 1) return frame.texts.yesterday;
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(frame.language, { day: "numeric", month: "long", ...year }).format(at);
}

const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** A date that a control sent (`2026-01-05`, `2026-01-05T10:30`) as the visitor would write it. */
export function readableDate(frame: Frame, text: string): string {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/.test(text)) return text;
  const timed = text.includes("T");
  const at = new Date(timed ? text : `${text}T12:00`);
  if (Number.isNaN(at.getTime())) return text;
  return new Intl.DateTimeFormat(frame.language, {
    dateStyle: "full",
    ...(timed ? { timeStyle: "short" } : {}),
  }).format(at);
}

export function fileSize(frame: Frame, bytes: number): string {
  const [amount, unit] = bytes < 1_000_000 ? [Math.max(1, bytes / 1000), "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  return new Intl.NumberFormat(frame.language, { style: "unit", unit, maximumFractionDigits: amount < 10 ? 1 : 0 }).format(
    amount,
  );
}

export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  return [parts[0], parts.length > 1 ? parts.at(-1) : ""]
    .map((part) => String.fromCodePoint(part?.codePointAt(0) ?? 32).trim())
    .join("")
    .toLocaleUpperCase();
}
