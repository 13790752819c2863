import { useQuery } from "@tanstack/react-query";
import { Plus, Wallet } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { type Budget, budgetsQuery } from "./api";
import { BudgetSheet } from "./budget-sheet";
import { SpentSection } from "./spent";

/** The limits on what is spent, and what was spent. */
export function Spending() {
  const { t } = useTranslation("settings");
  const found = useQuery(budgetsQuery);
  const [open, setOpen] = useState<Budget | "new" | null>(null);
  const mayManage = found.data?.can.includes("budget:manage") ?? false;
  const add = mayManage && (
    <Button onClick={() => setOpen("new")}>
      <Plus aria-hidden />
      {t("usage.limits.add")}
    </Button>
  );
  return (
    <>
      <Card title={t("usage.limits.title")} description={t("usage.limits.detail")} actions={found.data && found.data.items.length > 0 && add} flush>
        {found.isPending && <SkeletonText lines={5} className="p-4" />}
        {found.isError && !found.data && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
        {found.data?.items.length === 0 && <EmptyState icon={<Wallet aria-hidden />} title={t("usage.limits.empty")} description={t("usage.limits.empty_detail")} action={add || undefined} />}
        {found.data && found.data.items.length > 0 && (
          <ul className="border-t border-line">
            {found.data.items.map((budget) => (
              <BudgetRow key={budget.id} budget={budget} onOpen={() => setOpen(budget)} />
            ))}
          </ul>
        )}
      </Card>
      <SpentSection />
      {open && found.data && <BudgetSheet budget={open === "new" ? undefined : open} currencies={found.data.currencies} onClose={() => setOpen(null)} />}
    </>
  );
}

function BudgetRow({ budget, onOpen }: { budget: Budget; onOpen: () => void }) {
  const { t } = useTranslation("settings");
  const formats = useFormats();
  const money = (micros: number) => formats.money(micros, budget.currency);
  const name = budget.scope === "organization" ? t("usage.limits.whole") : (budget.scope_name ?? t("usage.limits.gone"));
  const share = budget.settled_micros / budget.limit_micros;
  const full = budget.left_micros <= 0;
  const tone = full ? "bad" : share * 100 >= (budget.thresholds[0] ?? 101) ? "warn" : "neutral";
  const said = [
    t("usage.limits.spent_of", { spent: money(budget.settled_micros), limit: money(budget.limit_micros) }),
    budget.reserved_micros > 0 && t("usage.limits.held", { held: money(budget.reserved_micros) }),
    full ? t(budget.action === "pause" ? "usage.limits.paused" : "usage.limits.passed") : budget.forecast && t("usage.limits.forecast", { day: formats.date(`${budget.forecast}T12:00:00Z`) }),
  ].filter(Boolean);
  return (
    <li className="border-b border-line px-4 py-3.5 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-40 flex-1 text-sm font-medium">
          {budget.can.length > 0 ? (
            <button type="button" className="text-left underline-offset-2 hover:underline" onClick={onOpen}>
              {name}
            </button>
          ) : (
            name
          )}
          <span className="ml-2 text-xs font-normal text-ink-2">{[budget.scope !== "organization" && t(`usage.limits.scopes.${budget.scope}`), t(`usage.limits.periods.${budget.period}`)].filter(Boolean).join(" · ")}</span>
        </span>
        <span className="text-sm tabular-nums text-ink-2">{t("usage.taken_of", { used: money(budget.settled_micros), limit: money(budget.limit_micros) })}</span>
        {tone !== "neutral" && <Pill tone={tone}>{t(full ? "usage.short.full" : "usage.short.near")}</Pill>}
      </div>
      <div className="mt-2.5">
        <Bar label={name} budget={budget} text={said.join(". ")} tone={tone} />
      </div>
      <p className="mt-1.5 text-xs text-ink-2">{said.slice(1).join(" · ") || t("usage.limits.left", { left: money(budget.left_micros) })}</p>
    </li>
  );
}

const FILLS = { neutral: "bg-accent", warn: "bg-warn", bad: "bg-bad" } as const;

/** What is spent, and after it, paler, what is held for what is under way. */
function Bar({ label, budget, text, tone }: { label: string; budget: Budget; text: string; tone: keyof typeof FILLS }) {
  const limit = budget.limit_micros;
  const width = (micros: number, most: number) => `${Math.max(0, Math.min(most, (micros / limit) * 100))}%`;
  const spent = Math.min(100, (budget.settled_micros / limit) * 100);
  return (
    <div role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={limit} aria-valuenow={Math.max(0, Math.min(limit, budget.settled_micros))} aria-valuetext={text} className="flex h-2 overflow-hidden rounded-full bg-hover forced-colors:border">
      <div className={cn("h-full", FILLS[tone])} style={{ width: width(budget.settled_micros, 100) }} />
      <div className={cn("h-full opacity-40", FILLS[tone])} style={{ width: width(budget.reserved_micros, 100 - spent) }} />
    </div>
  );
}
