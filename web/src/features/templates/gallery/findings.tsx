import { useTranslation } from "react-i18next";
import { Pill } from "@/ui/pill";
import type { Finding } from "./api";

/** What is somebody's own, where it stood, and what stands there instead. */
export function Findings({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation("gallery");
  return (
    <ul className="divide-y divide-line rounded-m border border-line text-sm">
      {findings.map((one, index) => (
        <li key={index} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-3 py-2">
          <Pill tone={one.kind === "secret" ? "bad" : "warn"}>{t(`kinds.${one.kind}`)}</Pill>
          <span className="min-w-0 break-all">
            <del className="text-ink-2">{one.shown}</del> {one.instead && <ins className="font-mono text-xs no-underline">{one.instead}</ins>}
          </span>
          <span className="text-xs break-words text-ink-3">{one.place}</span>
        </li>
      ))}
    </ul>
  );
}
