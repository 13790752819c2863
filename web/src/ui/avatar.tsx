import { inkOn } from "@/lib/contrast";
import { cn } from "@/lib/class-names";

const SIZES = { sm: "size-6 text-2xs", md: "size-7 text-xs", lg: "size-9 text-sm" } as const;

export function initials(name: string): string {
  const words = name.trim().split(/[\s@._-]+/).filter(Boolean);
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const last = words.length > 1 ? ([...(words[words.length - 1] ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
}

/** A person: round, with initials. Their name always stands beside it, so it is not read aloud. */
export function Avatar({ name, size = "sm", className }: { name: string; size?: keyof typeof SIZES; className?: string }) {
  return (
    <span aria-hidden className={cn("grid shrink-0 select-none place-items-center rounded-full bg-accent-soft font-semibold text-accent", SIZES[size], className)}>
      {initials(name)}
    </span>
  );
}

/** An organization: square, in its colour or with its logo. */
export function Emblem({ name, color, image, size = "md", className }: { name: string; color?: string | null; image?: string | null; size?: keyof typeof SIZES; className?: string }) {
  if (image) return <img src={image} alt="" className={cn("shrink-0 rounded-m border border-line bg-surface object-cover", SIZES[size], className)} />;
  return (
    <span
      aria-hidden
      style={color ? { background: color, color: inkOn(color) } : undefined}
      className={cn("grid shrink-0 select-none place-items-center rounded-m bg-accent font-bold text-accent-ink", SIZES[size], className)}
    >
      {[...name.trim()][0]?.toLocaleUpperCase() ?? "?"}
    </span>
  );
}
