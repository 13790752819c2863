import { useTranslation } from "react-i18next";

/** The editor's own words in the reader's language, by what it calls them. */
export function usePhrases(): Record<string, string> {
  const { t } = useTranslation("prompts");
  return {
    Completions: t("completions"),
    Find: t("find.find"),
    Replace: t("find.with"),
    next: t("find.next"),
    previous: t("find.previous"),
    "match case": t("find.case"),
    replace: t("find.replace"),
    "replace all": t("find.replace_all"),
    close: t("find.close"),
    "current match": t("find.current"),
    "on line": t("find.on_line"),
    "replaced match on line $": t("find.replaced_there"),
    "replaced $ matches": t("find.replaced_all"),
  };
}
