import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/class-names";
import { Skeleton } from "./skeleton";

export interface CardProps extends Omit<ComponentProps<"section">, "title"> {
  title?: ReactNode;
  description?: ReactNode;
  /** At the end of the title's line. */
  actions?: ReactNode;
  /** Buttons under a line, for a card that is a form. */
  footer?: ReactNode;
  flush?: boolean;
}

export function Card({ title, description, actions, footer, flush, className, children, ...rest }: CardProps) {
  return (
    <section className={cn("min-w-0 rounded-l border border-line bg-surface shadow-card", className)} {...rest}>
      {title && (
        <div className={cn("flex flex-wrap items-start gap-x-3 gap-y-1 px-4 pt-4", flush && "pb-3")}>
          <div className={cn("flex-1", description ? "min-w-48" : "min-w-32")}>
            <h2 className="text-base font-semibold">{title}</h2>
            {description && <p className="mt-0.5 text-xs text-ink-2">{description}</p>}
          </div>
          {actions && <div className="flex items-center gap-2 text-xs">{actions}</div>}
        </div>
      )}
      <div className={cn(!flush && "p-4", title && !flush && "pt-3")}>{children}</div>
      {footer && <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">{footer}</div>}
    </section>
  );
}

export interface StatProps {
  label: ReactNode;
  /** Undefined while it loads. */
  value: ReactNode | undefined;
  change?: { text: ReactNode; good?: boolean | undefined };
  note?: ReactNode;
  className?: string;
}

/** One number that matters, with its unit and what it is compared with. */
export function Stat({ label, value, change, note, className }: StatProps) {
  return (
    <div className={cn("min-w-0 rounded-l border border-line bg-surface p-4 shadow-card", className)}>
      <p className="text-xs text-ink-2">{label}</p>
      {value === undefined ? <Skeleton className="my-1 h-6 w-20" /> : <p className="truncate text-xl font-semibold tracking-[-0.02em]">{value}</p>}
      {(change || note) && (
        <p className="text-xs text-balance text-ink-2">
          {change && <span className={cn(change.good === true && "text-good", change.good === false && "text-bad")}>{change.text} </span>}
          {note}
        </p>
      )}
    </div>
  );
}
