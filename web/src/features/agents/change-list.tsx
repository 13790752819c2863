import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import type { Change } from "./api";

const INKS = { added: "text-good", removed: "text-bad", changed: "text-ink-3" } as const;
const SIGNS = { added: "+", removed: "−", changed: "~" } as const;

const shown = (value: unknown): string => {
  if (value === null || value === undefined || value === "") return "";
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
};

/** What differs between two states of an agent, in words and with both values. */
export function ChangeList({ changes }: { changes: Change[] }) {
  const { t, i18n } = useTranslation("agents");
  if (changes.length === 0) return <p className="text-sm text-ink-3">{t("changes.none")}</p>;
  const areas = [...new Set(changes.map((change) => change.area))];
  const areaName = (area: string) => (i18n.exists(`agents:changes.areas.${area}`) ? t(`changes.areas.${area}`) : area);
  return (
    <div className="space-y-4">
      {areas.map((area) => (
        <section key={area}>
          <h3 className="mb-1 text-2xs text-ink-3">{areaName(area)}</h3>
          <ul className="divide-y divide-line rounded-m border border-line">
            {changes
              .filter((change) => change.area === area)
              .map((change, index) => (
                <li key={index} className="px-3 py-2 text-sm">
                  <p className="flex gap-2">
                    <span aria-hidden className={cn("w-3 font-mono", INKS[change.how])}>
                      {SIGNS[change.how]}
                    </span>
                    <span className="sr-only">{t(`changes.${change.how}`)}</span>
                    <span className="min-w-0 font-medium">{change.name || change.path}</span>
                  </p>
                  {change.how === "changed" && (
                    <div className="mt-1 space-y-0.5 pl-5 text-xs whitespace-pre-wrap">
                      {shown(change.before) && <del className="block rounded-xs bg-bad-soft px-1.5 py-0.5 text-bad">{shown(change.before)}</del>}
                      {shown(change.after) && <ins className="block rounded-xs bg-good-soft px-1.5 py-0.5 text-good no-underline">{shown(change.after)}</ins>}
                    </div>
                  )}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
