import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Pill } from "@/ui/pill";
import type { Finding } from "./api";

/** What is somebody's own, where it stood, and what stands there instead. */
export function Findings({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation("gallery");
  const place = usePlace();
  return (
    <ul className="divide-y divide-line rounded-m border border-line text-sm">
      {findings.map((one, index) => (
        <li key={index} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-3 py-2">
          <Pill tone={one.kind === "secret" ? "bad" : "warn"}>{t(`kinds.${one.kind}`)}</Pill>
          <span className="min-w-0 break-all">
            <del className="text-ink-2">{one.shown}</del> {one.instead && <ins className="font-mono text-xs no-underline">{one.instead}</ins>}
          </span>
          <span className="text-xs break-words text-ink-3">{place(one.place)}</span>
        </li>
      ))}
    </ul>
  );
}

const BETWEEN = " › ";
/** Parts of a place that tell nobody anything: in what they stand is said before them. */
const SILENT = new Set(["script", "say", "data", "definition", "request", "arguments"]);
const LANGUAGE = /^[a-z]{2}(-[A-Z]{2})?$/;

/** Where something stood, in the reader's words: fields and languages by their names, what somebody named as it is. */
function usePlace(): (place: string) => string {
  const { t, i18n } = useTranslation("gallery");
  const formats = useFormats();
  const part = (word: string): string => {
    if (i18n.exists(`gallery:places.${word}`)) return t(`places.${word as "persona"}`);
    return LANGUAGE.test(word) ? formats.languageName(word) : word;
  };
  return (place) =>
    place
      .split(BETWEEN)
      .filter((word) => !SILENT.has(word))
      .map(part)
      .join(BETWEEN);
}
