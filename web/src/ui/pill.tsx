import type { ComponentProps } from "react";
import { cn } from "@/lib/class-names";

const TONES = {
  neutral: "border-line bg-sunken text-ink-2",
  good: "border-transparent bg-good-soft text-good",
  warn: "border-transparent bg-warn-soft text-warn",
  bad: "border-transparent bg-bad-soft text-bad",
  info: "border-transparent bg-info-soft text-info",
  accent: "border-transparent bg-accent-soft text-accent",
} as const;
export type Tone = keyof typeof TONES;

export function Pill({ tone = "neutral", dot, className, children, ...rest }: ComponentProps<"span"> & { tone?: Tone; dot?: boolean }) {
  return (
    <span className={cn("inline-flex h-[1.375rem] max-w-full items-center gap-1.5 whitespace-nowrap rounded-full border px-2 text-xs font-medium [&_svg]:size-3", TONES[tone], className)} {...rest}>
      {dot && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-current" />}
      <span className="truncate">{children}</span>
    </span>
  );
}
