import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNodeNames } from "../node-face";
import type { Names } from "./faces";

/** What the things on the canvas are called, also for who hears it. */
export function useNames(): Names {
  const { t } = useTranslation("canvas");
  const names = useNodeNames();
  return useMemo(
    (): Names => ({
      ...names,
      sentence: (face, targets) =>
        [
          [face.title, face.kindTitle].filter((word, index, words) => word && words.indexOf(word) === index).join(", "),
          face.entry ? t("said.entry") : "",
          face.errors + face.warnings > 0 ? face.problems : "",
          face.lit === "now" ? t("said.now") : face.lit === "past" ? t("said.past") : "",
          targets.length > 0 ? t("said.leads", { ways: targets.join("; ") }) : face.ports.length > 0 ? t("said.nowhere") : "",
        ]
          .filter(Boolean)
          .join(". "),
      note: (note) => (note.text ? t("said.note", { text: note.text.slice(0, 200) }) : t("said.empty_note")),
      group: (group) => (group.name ? t("said.group", { name: group.name }) : t("said.nameless_group")),
      way: (port, from, to) => t("said.way", { port, from, to }),
      roles: { step: t("role.step"), note: t("role.note"), group: t("role.group"), way: t("role.way") },
    }),
    [names, t],
  );
}
