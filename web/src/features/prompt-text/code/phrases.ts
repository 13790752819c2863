import { useTranslation } from "react-i18next";

/** The editor's own words in the reader's language, by what it calls them. */
export function usePhrases(): Record<string, string> {
  const { t } = useTranslation("prompts");
  return {
    Completions: t("completions"),
  };
}
