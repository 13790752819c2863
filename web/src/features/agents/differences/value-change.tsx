import { compareLines } from "@/lib/differences/marking";
import { MarkedLines } from "@/ui/marked-lines";
import { linesOf, type Names, type Part } from "./naming";

/** So many lines of a change are seen at once. */
const MOST = 12;

/** What a part of an agent said and what it says now, line by line. Nothing where both read the same. */
export function ValueChange({ names, part, path, before, after, label }: { names: Names; part: Part; path: string; before: unknown; after: unknown; label: string }) {
  const rows = compareLines(linesOf(before, names, part, path), linesOf(after, names, part, path));
  return rows.some(({ how }) => how === "added" || how === "removed") ? <MarkedLines rows={rows} label={label} most={MOST} /> : null;
}
