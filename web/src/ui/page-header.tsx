import type { ReactNode } from "react";
import { cn } from "@/lib/class-names";

export interface PageHeaderProps {
  title: ReactNode;
  /** Where this page hangs: a link to the list, mostly. */
  parent?: ReactNode;
  /** Pills beside the title. */
  status?: ReactNode;
  /** Buttons; the primary one last. */
  actions?: ReactNode;
  className?: string;
}

export function PageHeader({ title, parent, status, actions, className }: PageHeaderProps) {
  return (
    <header className={cn("flex min-h-15 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-bg px-4 py-3 sm:px-6", className)}>
      <div className="min-w-0">
        {parent && <div className="text-xs text-ink-2 [&_a]:hover:text-ink">{parent}</div>}
        <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="min-w-0 truncate text-lg font-semibold tracking-[-0.01em]">{title}</h1>
          {status}
        </div>
      </div>
      {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

/** The part of a page under its header that scrolls with it. */
export function PageBody({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn("min-w-0 px-4 py-5 sm:px-6", className)}>{children}</div>;
}
