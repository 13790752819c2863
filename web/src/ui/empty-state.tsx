import type { ReactNode } from "react";
import { cn } from "@/lib/class-names";

export interface EmptyStateProps {
  icon?: ReactNode;
  /** What this place is for. */
  title: ReactNode;
  description?: ReactNode;
  /** The one button that fills it. */
  action?: ReactNode;
  className?: string;
  compact?: boolean;
  /** Where it is the whole page, its title is the page's. */
  heading?: "h1" | "h2";
}

export function EmptyState({ icon, title, description, action, className, compact, heading: Heading = "h2" }: EmptyStateProps) {
  return (
    <div className={cn("mx-auto flex max-w-md flex-col items-center px-6 text-center", compact ? "py-8" : "py-16", className)}>
      {icon && <span className="mb-4 grid size-11 place-items-center rounded-l border border-line bg-surface text-ink-2 shadow-card [&_svg]:size-5">{icon}</span>}
      <Heading className="text-base font-semibold">{title}</Heading>
      {description && <p className="mt-1 text-sm text-balance text-ink-2">{description}</p>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
