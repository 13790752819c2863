import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import type { Finding } from "./api";
import type { Mark } from "./code/code-editor";

const LOOKS = { error: [CircleAlert, "text-bad"], warning: [TriangleAlert, "text-warn"], hint: [Info, "text-ink-3"] } as const;

/** What a finding means, in words. */
export function useFindingText(): (one: Finding) => string {
  const { t, i18n } = useTranslation("prompts");
  return useCallback(
    (one) => {
      if (one.code === "sample_malformed") return t("findings.sample_malformed", { variable: one.data.variable, kind: t(`kinds.${one.data.kind}`) });
      return i18n.exists(`prompts:findings.${one.code}`) ? t(`findings.${one.code}`, one.data) : one.code.replaceAll("_", " ");
    },
    [t, i18n],
  );
}

/** Findings as an editor underlines them. */
export function useMarks(findings: Finding[]): Mark[] {
  const textOf = useFindingText();
  return useMemo(() => findings.map((one) => ({ from: one.start, to: one.end, severity: one.severity === "hint" ? ("info" as const) : one.severity, message: textOf(one) })), [findings, textOf]);
}

/** What the rules found; each leads to its place. */
export function FindingList({ findings, onGo }: { findings: Finding[]; onGo?: (at: number) => void }) {
  const { t } = useTranslation("prompts");
  const textOf = useFindingText();
  return (
    <ul className="space-y-1">
      {findings.map((one, index) => {
        const [Icon, ink] = LOOKS[one.severity];
        const content = (
          <>
            <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", ink)} />
            <span className="sr-only">{t(`severities.${one.severity}`)}: </span>
            <span className="min-w-0 break-words">{textOf(one)}</span>
          </>
        );
        return (
          <li key={index}>
            {onGo && one.end > one.start ? (
              <button type="button" className="flex w-full items-start gap-2 rounded-s px-2 py-1.5 text-left text-sm hover:bg-hover" onClick={() => onGo(one.start)}>
                {content}
              </button>
            ) : (
              <p className="flex items-start gap-2 px-2 py-1.5 text-sm">{content}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
