/** How far a zone is from UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" }).formatToParts(instant);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second")) - Math.floor(instant / 1000) * 1000;
}

/** The instant at which a day ("2026-03-29") begins in a zone, so many days later; undefined when it is no day. */
export function startOfDay(day: string, timeZone: string, later = 0): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return undefined;
  const midnight = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + later);
  if (Number.isNaN(midnight)) return undefined;
  const first = midnight - offsetAt(midnight, timeZone);
  // The clock may have been moved between the two midnights.
  return new Date(midnight - offsetAt(first, timeZone)).toISOString();
}
