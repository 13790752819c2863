/** How numbers, money and times read in one language, zone and currency. Built once, used everywhere. */
export interface FormatOptions {
  language: string;
  /** IANA zone in which times are shown: the organization's. */
  timeZone?: string;
  currency?: string;
}

export interface Formats {
  number(value: number, digits?: number): string;
  /** `0.142` reads "14,2 %". */
  percent(ratio: number, digits?: number): string;
  /** Micro-units of a currency, as the API sends money. */
  money(micros: number, currency?: string): string;
  /** Seconds as a clock: "02:14", "1:02:14". */
  clock(seconds: number): string;
  /** Seconds as words: "2 min 14 s". */
  duration(seconds: number): string;
  milliseconds(value: number): string;
  bytes(value: number): string;
  date(value: string | Date): string;
  time(value: string | Date): string;
  dateTime(value: string | Date): string;
  /** The full instant with its zone, for a tooltip. */
  instant(value: string | Date): string;
  /** "hace 3 minutos", "in 2 days". */
  ago(value: string | Date, now?: Date): string;
  list(values: string[]): string;
  languageName(code: string): string;
  /** The same within a sentence, where some languages write it small: "también en inglés". */
  languageWord(code: string): string;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["second", 60],
  ["minute", 60],
  ["hour", 24],
  ["day", 7],
  ["week", 4.348],
  ["month", 12],
  ["year", Number.POSITIVE_INFINITY],
];

const pad = (value: number) => String(value).padStart(2, "0");
const asDate = (value: string | Date) => (typeof value === "string" ? new Date(value) : value);

function memo<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const found = made.get(key);
    if (found !== undefined) return found;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}

export function createFormats({ language, timeZone, currency = "EUR" }: FormatOptions): Formats {
  const zone = timeZone ? { timeZone } : {};
  // "always": Spanish would otherwise write 3482 but 13.482.
  const numbers = memo(
    (digits) => new Intl.NumberFormat(language, { maximumFractionDigits: Number(digits), useGrouping: "always" }),
  );
  const percents = memo(
    (digits) => new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: Number(digits) }),
  );
  const moneys = memo((code) => new Intl.NumberFormat(language, { style: "currency", currency: code, useGrouping: "always" }));
  const centless = memo(
    (code) => new Intl.NumberFormat(language, { style: "currency", currency: code, minimumFractionDigits: 4 }),
  );
  const units = memo((unit) => new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }));
  const dates = memo((style) => new Intl.DateTimeFormat(language, { ...zone, ...DATE_STYLES[style as DateStyle] }));
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  const names = new Intl.DisplayNames(language, { type: "language" });
  const lists = new Intl.ListFormat(language, { type: "conjunction" });

  return {
    number: (value, digits = 0) => numbers(String(digits)).format(value),
    percent: (ratio, digits = 1) => percents(String(digits)).format(ratio),
    money: (micros, code = currency) => {
      const amount = micros / 1e6;
      const small = amount !== 0 && Math.abs(amount) < 0.005;
      return (small ? centless(code) : moneys(code)).format(amount);
    },
    clock: (seconds) => {
      const whole = Math.max(0, Math.round(seconds));
      const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
      return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${pad(minutes)}:${pad(whole % 60)}`;
    },
    duration: (seconds) => {
      const whole = Math.max(0, Math.round(seconds));
      if (whole < 60) return units("second").format(whole);
      const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
      const parts = hours > 0 ? [["hour", hours], ["minute", minutes]] : [["minute", minutes], ["second", rest]];
      return parts
        .filter(([, value]) => value !== 0)
        .map(([unit, value]) => units(unit as string).format(value as number))
        .join(" ");
    },
    milliseconds: (value) =>
      value < 1000 ? units("millisecond").format(Math.round(value)) : units("second").format(value / 1000),
    bytes: (value) => {
      const steps = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
      const at = Math.min(steps.length - 1, value < 1 ? 0 : Math.floor(Math.log(value) / Math.log(1000)));
      return units(steps[at] ?? "byte").format(value / 1000 ** at);
    },
    date: (value) => dates("date").format(asDate(value)),
    time: (value) => dates("time").format(asDate(value)),
    dateTime: (value) => dates("dateTime").format(asDate(value)),
    instant: (value) => dates("instant").format(asDate(value)),
    ago: (value, now = new Date()) => {
      let amount = (asDate(value).getTime() - now.getTime()) / 1000;
      if (Math.abs(amount) < 5) return relative.format(0, "second");
      for (const [unit, size] of STEPS) {
        if (Math.abs(amount) < size) return relative.format(Math.round(amount), unit);
        amount /= size;
      }
      return dates("date").format(asDate(value));
    },
    list: (values) => lists.format(values),
    languageWord: (code) => names.of(code) ?? code,
    languageName: (code) => {
      const name = names.of(code) ?? code;
      return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
    },
  };
}

const DATE_STYLES = {
  date: { day: "numeric", month: "short", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  dateTime: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  instant: { dateStyle: "full", timeStyle: "long" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type DateStyle = keyof typeof DATE_STYLES;
