import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/ui/error-state";
import { Pill, type Tone } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { type Compared, comparisonQuery, resultQuery, type Run } from "./api";
import { Said } from "./said";

const TONES: Record<Compared["change"], Tone> = { broken: "bad", mended: "good", failed: "neutral", passed: "neutral", only_here: "info", only_there: "info" };

/** A run beside another one: what passed there and fails here comes first, each with both conversations. */
export function Comparison({ run, other }: { run: Run; other: Run }) {
  const { t } = useTranslation("scenarios");
  const found = useQuery(comparisonQuery(run.id, other.id));
  if (found.isPending) return <SkeletonText lines={6} className="p-5" />;
  if (found.isError) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <ul aria-label={t("compare.list")} className="py-2">
      {found.data.items.map((item) => (
        <Row key={`${item.here ?? ""} ${item.there ?? ""}`} item={item} run={run} other={other} />
      ))}
    </ul>
  );
}

function Row({ item, run, other }: { item: Compared; run: Run; other: Run }) {
  const { t } = useTranslation("scenarios");
  const [open, setOpen] = useState(false);
  return (
    <li className="border-b border-line last:border-b-0">
      <button type="button" aria-expanded={open} className="flex w-full items-center gap-3 px-5 py-2.5 text-left hover:bg-hover" onClick={() => setOpen(!open)}>
        <ChevronRight aria-hidden className={`size-4 shrink-0 text-ink-3 transition-transform ${open ? "rotate-90" : ""}`} />
        <span className="min-w-0 flex-1 font-medium break-words">{item.name}</span>
        <Pill tone={TONES[item.change]}>{t(`compare.${item.change}`)}</Pill>
      </button>
      {open && (
        <div className="grid gap-3 px-5 pb-4 sm:grid-cols-2">
          <Side title={t("compare.there", { name: nameOf(t, other) })} run={other.id} result={item.there} />
          <Side title={t("compare.here", { name: nameOf(t, run) })} run={run.id} result={item.here} />
        </div>
      )}
    </li>
  );
}

export const nameOf = (t: ReturnType<typeof useTranslation<"scenarios">>["t"], run: Run): string => (run.version === null ? t("runs.draft") : t("runs.version", { number: run.version }));

function Side({ title, run, result }: { title: string; run: string; result: string | null }) {
  const { t } = useTranslation("scenarios");
  const found = useQuery({ ...resultQuery(run, result ?? ""), enabled: result !== null });
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1.5 text-xs font-medium text-ink-2">{title}</h3>
      {result === null ? (
        <p className="text-sm text-ink-2">{t("compare.absent")}</p>
      ) : found.data ? (
        <Said result={found.data} />
      ) : found.isError ? (
        <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <SkeletonText lines={4} />
      )}
    </section>
  );
}
