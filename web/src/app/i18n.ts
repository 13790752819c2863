import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { storage } from "@/lib/storage";

export const LANGUAGES = ["es", "en", "pt"] as const;
export type Language = (typeof LANGUAGES)[number];
/** Names of languages in themselves: whoever looks for theirs may not read the current one. */
export const LANGUAGE_NAMES: Record<Language, string> = { es: "Español", en: "English", pt: "Português" };

const files = import.meta.glob<Record<string, unknown>>("../locales/*/*.json", { import: "default" });

export function supported(wanted: readonly string[]): Language | undefined {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split("-")[0];
    const found = LANGUAGES.find((language) => language === base);
    if (found) return found;
  }
  return undefined;
}

/** For those who build pages: `localStorage["centralita.pseudo"] = "on"` shows every text longer, and so what overflows. */
async function read(load: () => Promise<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const texts = await load();
  if (storage.read("pseudo") !== "on") return texts;
  const { pseudoTexts } = await import("@/lib/pseudo");
  return pseudoTexts(texts) as Record<string, unknown>;
}

const initial = supported([storage.read("language") ?? "", ...navigator.languages]) ?? "es";

/** Loads the texts that every page needs; pages load their own beside their code. */
export async function startTexts(): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
    storage.write("language", language);
  });
  await i18next
    .use({
      type: "backend",
      init: () => undefined,
      read: (language: string, namespace: string, done: (error: Error | null, texts: Record<string, unknown> | null) => void) => {
        const load = files[`../locales/${language}/${namespace}.json`];
        if (!load) return done(new Error(`no texts: ${language}/${namespace}`), null);
        read(load).then((texts) => done(null, texts), (error: Error) => done(error, null));
      },
    })
    .use(initReactI18next)
    .init({
      lng: initial,
      fallbackLng: false,
      supportedLngs: LANGUAGES,
      ns: ["ui", "errors", "shell"],
      defaultNS: "ui",
      interpolation: { escapeValue: false },
      returnNull: false,
      react: { useSuspense: true },
    });
}

export async function changeLanguage(language: string): Promise<void> {
  const next = supported([language]);
  if (next && next !== i18next.language) await i18next.changeLanguage(next);
}

export const loadTexts = (...namespaces: string[]): Promise<void> => i18next.loadNamespaces(namespaces);
