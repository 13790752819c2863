import { Fragment } from "react";
import { cn } from "@/lib/class-names";

const MAC = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);
const NAMES: Record<string, string> = { mod: MAC ? "⌘" : "Ctrl", shift: MAC ? "⇧" : "Shift", alt: MAC ? "⌥" : "Alt", enter: "↵", esc: "Esc" };

/** Keys to press: "mod+k" together, "g a" one after the other. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <span className={cn("inline-flex shrink-0 items-center gap-1 whitespace-nowrap", className)}>
      {keys.split(" ").map((step, index) => (
        <Fragment key={index}>
          <kbd className="inline-grid h-4.5 min-w-4.5 place-items-center rounded-xs border border-line bg-surface px-1 font-sans text-2xs text-ink-3">
            {step
              .split("+")
              .map((key) => NAMES[key] ?? key.toUpperCase())
              .join(MAC ? "" : " ")}
          </kbd>
        </Fragment>
      ))}
    </span>
  );
}
