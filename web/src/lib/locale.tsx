import { createContext, type ReactNode, useContext, useMemo } from "react";
import { createFormats, type FormatOptions, type Formats } from "./formats";

const LocaleContext = createContext<Formats>(createFormats({ language: "es" }));

/** Everything below reads numbers, money and times in this language, zone and currency. */
export function LocaleProvider({ language, timeZone, currency, children }: FormatOptions & { children: ReactNode }) {
  const formats = useMemo(() => createFormats({ language, timeZone, currency }), [language, timeZone, currency]);
  return <LocaleContext value={formats}>{children}</LocaleContext>;
}

export const useFormats = (): Formats => useContext(LocaleContext);
