import { cn } from "@/lib/class-names";

/** The product's own sign. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cn("size-7 shrink-0", className)}>
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path d="M21.6 12.1a6.8 6.8 0 1 0 0 7.8" fill="none" strokeWidth="3.2" strokeLinecap="round" className="stroke-accent-ink" />
      <circle cx="22.6" cy="16" r="1.9" className="fill-accent-ink opacity-70" />
    </svg>
  );
}
