import { cn } from "@/lib/class-names";

const FILLS = { neutral: "bg-accent", warn: "bg-warn", bad: "bg-bad" } as const;

/** How much of a whole is taken. What it means stands beside it in words: the colour only repeats it. */
export function Meter({ label, value, max, text, tone = "neutral" }: { label: string; value: number; max: number; text: string; tone?: keyof typeof FILLS }) {
  const share = max > 0 ? Math.min(1, value / max) : 1;
  return (
    <div role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={max} aria-valuenow={Math.min(value, max)} aria-valuetext={text} className="h-2 overflow-hidden rounded-full bg-hover forced-colors:border">
      {/* A little that is taken still shows. */}
      <div className={cn("h-full rounded-full", FILLS[tone])} style={{ width: value > 0 ? `max(0.5rem, ${share * 100}%)` : 0 }} />
    </div>
  );
}
