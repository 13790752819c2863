import { useTranslation } from "react-i18next";
import type { Row } from "@/lib/differences/marking";
import { MarkedLines } from "@/ui/marked-lines";
import type { Diff } from "./api";

function rowsOf({ how, before, after, skipped }: Diff["rows"][number]): Row[] {
  if (how === "skipped") return [{ how, count: skipped }];
  if (how === "changed") return [{ how: "removed", pieces: before }, { how: "added", pieces: after }];
  return [{ how, pieces: how === "added" ? after : before }];
}

/** What changed, line by line; within a line the words that did are marked. */
export function DiffView({ diff }: { diff: Diff }) {
  const { t } = useTranslation("prompts");
  const version = (number: number | null) => (number === null ? t("diff.absent") : `v${number}`);
  const more = [
    ...(diff.included.length > 0 ? [t("diff.included", { names: diff.included.map(({ name, before, after }) => `${name} ${version(before)} → ${version(after)}`).join(", ") })] : []),
    ...(diff.language ? [t("diff.language")] : []),
    ...(diff.variables.length > 0 ? [t("diff.variables", { names: diff.variables.join(", ") })] : []),
  ];
  return (
    <div className="space-y-2">
      {diff.rows.length === 0 && <p className="text-sm text-ink-3">{t("diff.none")}</p>}
      {diff.rows.length > 0 && <MarkedLines rows={diff.rows.flatMap(rowsOf)} label={t("diff.label")} />}
      {more.length > 0 && <p className="text-xs text-ink-2">{more.join(" · ")}</p>}
    </div>
  );
}
