import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { type Difference, isGoing, type ParityResult, parityQuery, parityResultQuery, useCancelProof } from "./api";
import { ParityState } from "./parity-card";

/** What a run found, scenario by scenario and language by language. */
export function ParitySheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, i18n } = useTranslation("languages");
  const found = useQuery(parityQuery(id));
  const cancel = useCancelProof();
  const showError = useToastError();
  const [open, setOpen] = useState<string>();
  const run = found.data;
  return (
    <Sheet
      open
      beside
      width="lg"
      onOpenChange={(next) => !next && onClose()}
      title={t("parity.title")}
      actions={run && <ParityState run={run} />}
      bodyClassName="p-0"
      footer={
        run &&
        isGoing(run) && (
          <Button loading={cancel.isPending} onClick={() => cancel.mutate(run.id, { onError: showError })}>
            {t("run.stop")}
          </Button>
        )
      }
    >
      {found.isPending && <SkeletonText lines={8} className="p-5" />}
      {found.isError && !run && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {run?.error && (
        <div className="px-5 pt-4">
          <Callout tone="bad">{i18n.exists(`languages:run.error.${run.error}`) ? t(`run.error.${run.error}`) : t("run.error.other", { code: run.error })}</Callout>
        </div>
      )}
      {run && (
        <ul className="py-2">
          {run.results.map((result) => (
            <ResultRow key={result.id} run={run.id} result={result} open={open === result.id} onToggle={() => setOpen(open === result.id ? undefined : result.id)} />
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function ResultRow({ run, result, open, onToggle }: { run: string; result: ParityResult; open: boolean; onToggle: () => void }) {
  const { t } = useTranslation("languages");
  const formats = useFormats();
  return (
    <li className="border-b border-line last:border-b-0">
      <button type="button" aria-expanded={open} disabled={result.same === null} className="flex w-full items-center gap-3 px-5 py-2.5 text-left hover:bg-hover disabled:hover:bg-transparent" onClick={onToggle}>
        <ChevronRight aria-hidden className={cn("size-4 shrink-0 text-ink-3 transition-transform", open && "rotate-90")} />
        <span className="min-w-0 flex-1 break-words">
          <span className="font-medium">{result.name}</span>
          <span className="block text-xs text-ink-2">{formats.languageName(result.language)}</span>
        </span>
        {result.same === null ? (
          <Pill>{t("parity.waiting")}</Pill>
        ) : (
          <Pill tone={result.same ? "good" : "warn"} dot>
            {result.same ? t("parity.same") : t("parity.differences", { count: result.differences.length })}
          </Pill>
        )}
      </button>
      {open && (
        <div className="space-y-3 px-5 pb-4">
          {result.differences.length > 0 && (
            <ul className="space-y-1.5 text-sm">
              {result.differences.map((difference, index) => (
                <DifferenceRow key={index} difference={difference} language={result.language} />
              ))}
            </ul>
          )}
          <Talks run={run} result={result.id} />
        </div>
      )}
    </li>
  );
}

function DifferenceRow({ difference, language }: { difference: Difference; language: string }) {
  const { t } = useTranslation("languages");
  const formats = useFormats();
  return (
    <li>
      <p className="font-medium">{t(`parity.kind.${difference.kind}`, { name: difference.name })}</p>
      <p className="text-xs break-words text-ink-2">
        {t("parity.both", { main: difference.main || "–", language: formats.languageName(language), other: difference.other || "–" })}
      </p>
    </li>
  );
}

function Talks({ run, result }: { run: string; result: string }) {
  const { t } = useTranslation("languages");
  const found = useQuery(parityResultQuery(run, result));
  if (found.isPending) return <SkeletonText lines={5} />;
  if (found.isError) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  const { main, other } = found.data;
  const turns = Array.from({ length: Math.max(main.length, other.length) }, (_, index) => [main[index], other[index]]);
  return (
    <ol aria-label={t("parity.said")} className="space-y-3 rounded-m border border-line bg-sunken p-3 text-sm">
      {turns.map((pair, index) => (
        <li key={index} className="grid grid-cols-2 gap-3">
          {pair.map((exchange, side) => (
            <div key={side} className="min-w-0 space-y-1">
              {exchange?.caller && <p className="break-words text-ink-2">{exchange.caller}</p>}
              {exchange?.agent.map((text, at) => (
                <p key={at} className="font-medium break-words whitespace-pre-wrap">
                  {text}
                </p>
              ))}
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
}
