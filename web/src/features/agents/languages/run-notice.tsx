import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Meter } from "@/ui/meter";
import { useToastError } from "@/ui/use-toast-error";
import { isGoing, type Run, type Text, useCancelRun } from "./api";

/** How far the last run of a language is, what it used, and what it refused. */
export function RunNotice({ run, texts }: { run: Run; texts: Text[] }) {
  const { t, i18n } = useTranslation("languages");
  const formats = useFormats();
  const cancel = useCancelRun();
  const showError = useToastError();
  const done = run.done + run.refused;
  if (isGoing(run)) {
    const told = t("run.going", { done: formats.number(done), total: formats.number(run.total) });
    return (
      <div role="status" className="flex flex-wrap items-center gap-3 rounded-m bg-sunken px-3 py-2.5 text-sm">
        <span className="min-w-40 flex-1">{told}</span>
        <span className="w-40">
          <Meter label={t(`run.${run.purpose}`)} value={done} max={run.total} text={told} />
        </span>
        <Button size="sm" loading={cancel.isPending} onClick={() => cancel.mutate(run.id, { onError: showError })}>
          {t("run.stop")}
        </Button>
      </div>
    );
  }
  const used = [
    run.translator,
    run.tokens > 0 && t("run.tokens", { count: run.tokens, number: formats.number(run.tokens) }),
    run.tokens === 0 && run.characters > 0 && t("run.characters", { count: run.characters, number: formats.number(run.characters) }),
    run.cost_micros !== null && formats.money(run.cost_micros, "USD"),
  ].filter(Boolean);
  const failed = run.state === "failed";
  const reason = i18n.exists(`languages:run.error.${run.error}`) ? t(`run.error.${run.error}`) : t("run.error.other", { code: run.error });
  return (
    <Callout tone={failed ? "bad" : run.refused > 0 ? "warn" : "neutral"} title={failed ? t("run.failed") : t(`run.done.${run.purpose}`, { done: formats.number(run.done), total: formats.number(run.total) })}>
      {failed && <p>{reason}</p>}
      {used.length > 0 && <p className="text-xs">{used.join(" · ")}</p>}
      {run.refused > 0 && (
        <details className="mt-1">
          <summary className="cursor-pointer">{t("run.refused", { count: run.refused })}</summary>
          <ul className="mt-1 max-h-60 space-y-2 overflow-y-auto text-xs">
            {run.refusals.map((refusal) => (
              <li key={refusal.key}>
                <p className="font-medium break-words">{texts.find(({ key }) => key === refusal.key)?.source ?? refusal.key}</p>
                <p className="break-words">{refusal.words}</p>
                <p>{formats.list(refusal.faults.map((fault) => t(`fault.${fault}`)))}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Callout>
  );
}

