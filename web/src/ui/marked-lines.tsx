import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import type { Row } from "@/lib/differences/marking";
import { Button } from "./button";

const LOOKS = { same: "", added: "bg-good-soft", removed: "bg-bad-soft" } as const;
const INKS = { same: "text-ink-3", added: "text-good", removed: "text-bad" } as const;
const SIGNS = { same: " ", added: "+", removed: "−" } as const;

/** Two texts, line by line: what went, what came, and within a line the words that changed. Above `most` lines the rest waits to be asked for. */
export function MarkedLines({ rows, label, most, className }: { rows: readonly Row[]; label: string; most?: number; className?: string }) {
  const { t } = useTranslation("ui");
  const [all, setAll] = useState(false);
  // A button in place of a single line would save nobody anything.
  const cut = !all && most !== undefined && rows.length > most + 1;
  return (
    <>
      <div role="table" aria-label={label} className={cn("overflow-hidden rounded-m border border-line text-xs", className)}>
        {(cut ? rows.slice(0, most) : rows).map((row, index) => (
          <Line key={index} row={row} />
        ))}
      </div>
      {cut && (
        <Button size="sm" variant="ghost" className="mt-1" onClick={() => setAll(true)}>
          {t("difference.more", { count: rows.length - most })}
        </Button>
      )}
    </>
  );
}

function Line({ row }: { row: Row }) {
  const { t } = useTranslation("ui");
  if (row.how === "skipped")
    return (
      <div role="row" className="bg-sunken px-3 py-1 text-2xs text-ink-3">
        <span role="cell">{t("difference.skipped", { count: row.count })}</span>
      </div>
    );
  const { how, pieces } = row;
  const whole = pieces.every(({ changed }) => changed);
  return (
    <div role="row" className={cn("flex gap-2 px-3 py-0.5", LOOKS[how])}>
      <span role="cell" className={cn("w-3 shrink-0 font-mono select-none", INKS[how])}>
        <span aria-hidden>{SIGNS[how]}</span>
        {how !== "same" && <span className="sr-only">{t(`difference.${how}`)}</span>}
      </span>
      <span role="cell" className="min-w-0 flex-1 break-words whitespace-pre-wrap">
        {pieces.map((piece, index) => (
          <span key={index} className={cn(piece.changed && !whole && "rounded-xs font-semibold underline decoration-2 underline-offset-2", piece.changed && INKS[how])}>
            {piece.text}
          </span>
        ))}
      </span>
    </div>
  );
}
