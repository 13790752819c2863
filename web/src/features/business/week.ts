import { type Span, type Week, WEEKDAYS } from "./api";

export const WORKDAYS = WEEKDAYS.slice(0, 5);
/** Where a morning and an afternoon are usual, they are offered first. */
export const usualWeek = (language: string): Week => {
  const spans: Span[] = language === "es" ? [{ opens: "09:00", closes: "14:00" }, { opens: "16:00", closes: "20:00" }] : [{ opens: "09:00", closes: language === "pt" ? "18:00" : "17:00" }];
  return Object.fromEntries(WORKDAYS.map((day) => [day, spans]));
};

const minutes = (clock: string): number => {
  const [hours = 0, rest = 0] = clock.split(":").map(Number);
  return hours * 60 + rest;
};

/** The span that is offered after those of a day: two hours, an hour after the last one closes. */
export function nextSpan(spans: readonly Span[]): Span {
  const last = spans[spans.length - 1];
  if (!last) return { opens: "09:00", closes: "17:00" };
  const opens = Math.min(minutes(last.closes) + 60, 22 * 60);
  return { opens: clock(opens), closes: clock(Math.min(opens + 120, 24 * 60)) };
}

const clock = (value: number): string => `${String(Math.floor(value / 60)).padStart(2, "0")}:${String(value % 60).padStart(2, "0")}`;

/** What is wrong with the spans of a day, if anything. A span that closes after midnight can only be the last. */
export function faultIn(spans: readonly Span[]): "incomplete" | "overlap" | undefined {
  if (spans.some(({ opens, closes }) => !opens || !closes || opens === closes)) return "incomplete";
  const ordered = spans.map(({ opens, closes }) => ({ from: minutes(opens), to: minutes(closes) > minutes(opens) ? minutes(closes) : minutes(closes) + 1440 })).sort((one, other) => one.from - other.from);
  return ordered.some(({ to }, index) => to > (ordered[index + 1]?.from ?? Number.POSITIVE_INFINITY)) ? "overlap" : undefined;
}

export const weekHasFault = (week: Week): boolean => WEEKDAYS.some((day) => faultIn(week[day] ?? []) !== undefined);
