import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Pill } from "@/ui/pill";
import { answerOf, differencesIn } from "./answers";
import type { ToolCase, Tried } from "./api";
import { useErrorName } from "@/features/trace";

/** What a case answered when all were tried, beside what was kept of it. */
export function Verdict({ one, tried, disabled, onKeep }: { one: ToolCase; tried: Tried | undefined; disabled: boolean; onKeep: (answer: Pick<ToolCase, "mock_status" | "mock_body">) => void }) {
  const { t } = useTranslation("tools");
  const nameOf = useErrorName();
  if (!tried) return null;
  const found = one.mock_status === null ? [] : differencesIn(one, tried);
  const word = one.mock_status === null ? (tried.ok ? t("bench.ok") : nameOf(tried.error ?? "")) : found.length === 0 ? t("cases.same") : t("cases.otherwise", { count: found.length });
  return (
    <div className="mt-1 space-y-1">
      <Pill tone={found.length > 0 ? "warn" : tried.ok || one.mock_status !== null ? "good" : "bad"}>{word}</Pill>
      {found.length > 0 && (
        <dl className="space-y-1 text-2xs" aria-label={t("cases.differences", { name: one.name })}>
          {found.map(({ place, before, after }) => (
            <div key={place}>
              <dt className="font-mono text-ink-2">{place === "" ? t("cases.whole") : place === "status" ? t("cases.status") : place}</dt>
              <dd className="font-mono break-words">
                <del className="text-ink-3">{before || t("bench.nothing")}</del> <ins className="no-underline">{after || (tried.error && tried.status === null ? nameOf(tried.error) : t("bench.nothing"))}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {!disabled && tried.status !== null && (found.length > 0 || one.mock_status === null) && (
        <Button size="sm" variant="ghost" onClick={() => onKeep(answerOf(tried))}>
          {t("cases.keep_answer")}
        </Button>
      )}
    </div>
  );
}
