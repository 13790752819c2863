import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** What an outcome is called. Authors of agents may name others than we know; those are shown as written. */
export function useOutcomeName(): (word: string) => string {
  const { t, i18n } = useTranslation("trace");
  return useCallback((word) => (i18n.exists(`trace:outcome.${word}`) ? t(`outcome.${word}`) : word.replaceAll("_", " ")), [t, i18n]);
}
