import { Wrench } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useToolTitle } from "@/features/trace";
import type { ResultDetail } from "./api";

/** All that was said in a scenario, with the tools that were used on the way. */
export function Said({ result }: { result: Pick<ResultDetail, "exchanges"> }) {
  const { t } = useTranslation("scenarios");
  const titleOf = useToolTitle();
  return (
    <ol aria-label={t("result.said")} className="space-y-2 rounded-m border border-line bg-sunken p-3 text-sm">
      {result.exchanges.map((exchange, index) => (
        <li key={index} className="space-y-1">
          {exchange.caller && (
            <p className="break-words">
              <span className="mr-2 text-xs text-ink-2">{t("result.caller")}</span>
              {exchange.caller}
            </p>
          )}
          {exchange.tools.map((use, at) => (
            <p key={at} className="flex items-center gap-1.5 font-mono text-xs break-all text-ink-2">
              <Wrench aria-hidden className="size-3.5 shrink-0" />
              {titleOf(use.tool) && <span className="shrink-0 font-sans">{titleOf(use.tool)}</span>}
              {use.tool}({JSON.stringify(use.arguments)}) {!use.mocked && !use.ok && t("result.not_mocked")}
            </p>
          ))}
          {exchange.agent.map((text, at) => (
            <p key={at} className="font-medium break-words whitespace-pre-wrap">
              <span className="mr-2 text-xs font-normal text-ink-2">{t("result.agent")}</span>
              {text}
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}
