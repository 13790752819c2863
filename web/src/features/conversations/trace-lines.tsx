import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import type { TraceEntry } from "./api";

/** What the engine did, one line each: the step, what it was about, how long it took. */
export function TraceLines({ entries }: { entries: TraceEntry[] }) {
  const formats = useFormats();
  const { t } = useTranslation("conversations");
  return (
    <ol aria-label={t("trace.title")} className="mt-1 space-y-1 border-l-2 border-line pl-2.5 font-mono text-2xs text-ink-2">
      {entries.map((entry, index) => {
        const { ms, hits, tokens_in, tokens_out, ...rest } = entry.data;
        return (
          <li key={index} className="flex flex-wrap gap-x-2">
            <span className={failed(entry) ? "font-medium text-bad" : "font-medium text-ink"}>{entry.name}</span>
            {entry.node_id && <span className="text-ink-3">#{entry.node_id}</span>}
            <span className="min-w-0 break-all">{pairs(rest)}</span>
            {typeof tokens_in === "number" && typeof tokens_out === "number" && <span>{t("trace.tokens", { sent: formats.number(tokens_in), received: formats.number(tokens_out) })}</span>}
            {typeof ms === "number" && <span className="ml-auto text-ink-3">{formats.milliseconds(ms)}</span>}
            {Array.isArray(hits) && <Hits hits={hits} />}
          </li>
        );
      })}
    </ol>
  );
}

const failed = ({ name, data }: TraceEntry): boolean => data.ok === false || /failed|refused|too_many/.test(name);

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function pairs(data: Record<string, unknown>): string {
  return Object.entries(data)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([key, value]) => `${key}=${shown(value)}`)
    .join(" ");
}

function Hits({ hits }: { hits: unknown[] }): ReactNode {
  const { t } = useTranslation("conversations");
  if (hits.length === 0) return <span>{t("trace.no_hits")}</span>;
  return (
    <ul className="w-full">
      {hits.map((hit, index) => {
        const { title, place, score, text } = (hit ?? {}) as { title?: string; place?: string; score?: number; text?: string };
        return (
          <li key={index} className="truncate" title={text}>
            <span className="text-ink-3">{score?.toFixed(2)}</span> {title} {place && `· ${place}`}
          </li>
        );
      })}
    </ul>
  );
}
