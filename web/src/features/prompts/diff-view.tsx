import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import type { Diff } from "./api";

type Row = Diff["rows"][number];

/** What changed, line by line; within a line the words that did are marked. */
export function DiffView({ diff }: { diff: Diff }) {
  const { t } = useTranslation("prompts");
  const more = [...(diff.language ? [t("diff.language")] : []), ...(diff.variables.length > 0 ? [t("diff.variables", { names: diff.variables.join(", ") })] : [])];
  return (
    <div className="space-y-2">
      {diff.rows.length === 0 && <p className="text-sm text-ink-3">{t("diff.none")}</p>}
      {diff.rows.length > 0 && (
        <div role="table" aria-label={t("diff.label")} className="overflow-hidden rounded-m border border-line text-xs">
          {diff.rows.map((row, index) => (
            <Line key={index} row={row} />
          ))}
        </div>
      )}
      {more.length > 0 && <p className="text-xs text-ink-2">{more.join(" · ")}</p>}
    </div>
  );
}

function Line({ row }: { row: Row }) {
  const { t } = useTranslation("prompts");
  if (row.how === "skipped")
    return (
      <div role="row" className="bg-sunken px-3 py-1 text-2xs text-ink-3">
        <span role="cell">{t("diff.skipped", { count: row.skipped })}</span>
      </div>
    );
  return (
    <>
      {(row.how === "same" || row.how === "removed" || row.how === "changed") && <Side how={row.how === "same" ? "same" : "removed"} pieces={row.before} />}
      {(row.how === "added" || row.how === "changed") && <Side how="added" pieces={row.after} />}
    </>
  );
}

const LOOKS = { same: "", added: "bg-good-soft", removed: "bg-bad-soft" } as const;
const SIGNS = { same: " ", added: "+", removed: "−" } as const;

function Side({ how, pieces }: { how: keyof typeof LOOKS; pieces: Row["before"] }) {
  const { t } = useTranslation("prompts");
  const whole = pieces.every(({ changed }) => changed);
  return (
    <div role="row" className={cn("flex gap-2 px-3 py-0.5", LOOKS[how])}>
      <span role="cell" className={cn("w-3 shrink-0 font-mono select-none", how === "added" ? "text-good" : how === "removed" ? "text-bad" : "text-ink-3")}>
        <span aria-hidden>{SIGNS[how]}</span>
        {how !== "same" && <span className="sr-only">{t(`diff.${how}`)}</span>}
      </span>
      <span role="cell" className="min-w-0 flex-1 break-words whitespace-pre-wrap">
        {pieces.map((piece, index) => (
          <span key={index} className={cn(piece.changed && !whole && "rounded-xs font-semibold underline decoration-2 underline-offset-2", piece.changed && (how === "added" ? "text-good" : "text-bad"))}>
            {piece.text}
          </span>
        ))}
      </span>
    </div>
  );
}
