import { cloneElement, type ComponentProps, isValidElement, type ReactNode } from "react";
import { cn } from "@/lib/class-names";
import { Spinner } from "./spinner";
import { Tooltip } from "./tooltip";

const VARIANTS = {
  primary: "border-accent bg-accent text-accent-ink hover:border-accent-hover hover:bg-accent-hover",
  secondary: "border-line-strong bg-surface text-ink hover:bg-hover",
  ghost: "border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink",
  danger: "border-line-strong bg-surface text-bad hover:border-bad hover:bg-bad-soft",
  "danger-solid": "border-bad bg-bad text-white hover:opacity-90 dark:text-bg",
} as const;

const SIZES = {
  sm: "h-7 gap-1.5 px-2.5 text-xs pointer-coarse:h-9",
  md: "h-8 gap-1.5 px-3 text-sm pointer-coarse:h-10",
  lg: "h-10 gap-2 px-4 text-base",
  icon: "size-8 text-sm pointer-coarse:size-10",
  "icon-sm": "size-7 text-sm pointer-coarse:size-9",
} as const;

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
  /** Shows progress and refuses clicks, without the width jumping. */
  loading?: boolean;
  /** Draws the only child (a link, mostly) as a button. */
  asChild?: boolean;
}

export function buttonClass(variant: keyof typeof VARIANTS = "secondary", size: keyof typeof SIZES = "md", className?: string) {
  return cn(
    "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-s border font-medium transition-colors duration-100",
    "disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}

export function Button({ variant, size, loading = false, asChild = false, className, children, ...rest }: ButtonProps) {
  const classes = buttonClass(variant, size, className);
  if (asChild) {
    // Radix's Slot would do, but brings its whole package to the first page.
    if (!isValidElement<{ className?: string }>(children)) throw new Error("asChild takes one element");
    return cloneElement(children, { ...rest, className: cn(classes, children.props.className) } as object);
  }
  return (
    <button type="button" className={cn(classes, loading && "relative")} aria-busy={loading || undefined} {...rest} disabled={rest.disabled || loading}>
      {loading && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
      <span className={cn("inline-flex items-center gap-[inherit]", loading && "invisible")}>{children}</span>
    </button>
  );
}

/** A button that is only a picture: its name is read aloud and shown on hover. */
export function IconButton({ label, shortcut, children, size = "icon", variant = "ghost", ...rest }: Omit<ButtonProps, "aria-label"> & { label: string; shortcut?: ReactNode }) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <Button aria-label={label} size={size} variant={variant} {...rest}>
        {children}
      </Button>
    </Tooltip>
  );
}
