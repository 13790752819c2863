import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/class-names";

const LOOKS = {
  info: ["bg-info-soft text-info", Info],
  good: ["bg-good-soft text-good", CircleCheck],
  warn: ["bg-warn-soft text-warn", TriangleAlert],
  bad: ["bg-bad-soft text-bad", CircleAlert],
  neutral: ["bg-sunken text-ink-2", Info],
} as const;

/** A sentence in a page that must not be missed. */
export function Callout({ tone = "info", title, action, live, className, children }: { tone?: keyof typeof LOOKS; title?: ReactNode; action?: ReactNode; live?: boolean; className?: string; children?: ReactNode }) {
  const [look, Icon] = LOOKS[tone];
  return (
    <div {...(live ? { role: "alert" } : {})} className={cn("flex items-start gap-2.5 rounded-m px-3 py-2.5 text-sm", look, className)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-medium">{title}</p>}
        {children}
      </div>
      {action}
    </div>
  );
}
