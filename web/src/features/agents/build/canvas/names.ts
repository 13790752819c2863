import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { kept } from "@/lib/kept";
import { useFormats } from "@/lib/locale";
import { useNodeNames } from "../node-face";
import type { Names, StepFace } from "./faces";
import { isGoal } from "./traffic/traffic";

/** What the things on the canvas are called, also for who hears it. */
export function useNames(): Names {
  const { t } = useTranslation("canvas");
  const names = useNodeNames();
  const formats = useFormats();
  return useMemo(
    (): Names => ({
      ...names,
      // Put together for hundreds of steps at every edit: what says the same is said once.
      sentence: kept(
        (face: StepFace, targets: string[]) =>
          [
            [face.title, face.kindTitle].filter((word, index, words) => word && words.indexOf(word) === index).join(", "),
            face.entry ? t("said.entry") : "",
            face.people ? t("people.here", { names: (JSON.parse(face.people) as [string, string][]).map(([name]) => name).join(", ") }) : "",
            face.errors + face.warnings > 0 ? face.problems : "",
            face.comments > 0 ? t("comments.count", { count: face.comments }) : "",
            face.lit === "now" ? t("said.now") : face.lit === "past" ? t("said.past") : "",
            face.former === "parts" ? t("said.parts") : face.former === "then" && !face.lit ? t("said.then") : "",
            face.passage ? t(isGoal(face.kind?.group) ? "traffic.ended_here" : "traffic.left_here", { stopped: formats.number(face.passage.stopped), visited: formats.number(face.passage.visited) }) : "",
            targets.length > 0 ? t("said.leads", { ways: targets.join("; ") }) : face.ports.length > 0 ? t("said.nowhere") : "",
          ]
            .filter(Boolean)
            .join(". "),
        ({ title, kindTitle, kind, entry, people, errors, warnings, problems, comments, lit, former, passage, ports }, targets) =>
          [title, kindTitle, kind?.group, entry, people, errors + warnings > 0 ? problems : "", comments, lit, former, passage?.stopped, passage?.visited, ports.length > 0, ...targets].join("\u0000"),
      ),
      note: (note) =>
        [note.text ? t("said.note", { text: note.text.slice(0, 200) }) : t("said.empty_note"), note.signed?.name ?? "", note.done ? t("comments.is_done") : "", note.answers?.length ? t("comments.answered", { count: note.answers.length }) : ""].filter(Boolean).join(". "),
      group: (group) => (group.name ? t("said.group", { name: group.name }) : t("said.nameless_group")),
      way: kept(
        (port: string, from: string, to: string, passed?: number) => [t("said.way", { port, from, to }), passed === undefined ? "" : t("traffic.passed", { count: passed, number: formats.number(passed) })].filter(Boolean).join(". "),
        (...said) => said.join("\u0000"),
      ),
      passed: (count, part) => (count > 0 ? `${formats.number(count)} · ${formats.percent(part, 0)}` : "0"),
      roles: { step: t("role.step"), note: t("role.note"), group: t("role.group"), way: t("role.way") },
    }),
    [names, t, formats],
  );
}
