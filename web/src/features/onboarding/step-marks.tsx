import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Setup, SetupStep } from "@/features/business";
import { cn } from "@/lib/class-names";
import { Button } from "@/ui/button";

const ORDER: SetupStep[] = ["business", "hours", "services", "agent"];

/** Where one is; what was passed can be opened again. */
export function StepMarks({ current, steps = [], onChoose }: { current: SetupStep; steps?: Setup["steps"]; onChoose?: (step: SetupStep) => void }) {
  const { t } = useTranslation("onboarding");
  return (
    <ol aria-label={t("steps.label")} className="mb-6 grid grid-cols-4 gap-2">
      {ORDER.map((step) => {
        const state = steps.find(({ name }) => name === step)?.state ?? "open";
        const here = step === current;
        const passed = state !== "open" && !here;
        const face = (
          <>
            <span aria-hidden className={cn("mb-1.5 block h-1 rounded-full transition-colors duration-150", here || state === "done" ? "bg-accent" : "bg-line")} />
            <span className={cn("flex items-center gap-1 text-xs", here ? "font-medium text-ink" : "text-ink-3")}>
              {state === "done" && <Check aria-hidden className="size-3 shrink-0 text-accent" />}
              <span className="truncate">{t(`steps.${step}`)}</span>
            </span>
          </>
        );
        return (
          <li key={step} aria-current={here ? "step" : undefined} className="min-w-0">
            {passed && onChoose ? (
              <button type="button" className="block w-full rounded-xs text-left hover:opacity-80" onClick={() => onChoose(step)}>
                {face}
              </button>
            ) : (
              face
            )}
          </li>
        );
      })}
    </ol>
  );
}

export function StepTitle({ title, detail }: { title: string; detail: string }) {
  return (
    <div className="mb-5">
      <h1 className="text-xl font-semibold tracking-[-0.02em]">{title}</h1>
      <p className="mt-1 text-sm text-ink-2">{detail}</p>
    </div>
  );
}

/** "Skip" and "Continue", the same under every step. */
export function StepButtons({ onSkip, children }: { onSkip: () => void; children: ReactNode }) {
  const { t } = useTranslation("onboarding");
  return (
    <div className="mt-6 flex items-center justify-between gap-3">
      <Button variant="ghost" size="lg" className="-ml-4" onClick={onSkip}>
        {t("skip")}
      </Button>
      {children}
    </div>
  );
}
