import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cn } from "@/lib/class-names";

export interface CheckboxProps {
  checked: boolean | "indeterminate";
  onCheckedChange: (checked: boolean) => void;
  /** Shown beside it, or only read aloud with `bare`. */
  label: ReactNode;
  description?: ReactNode;
  bare?: boolean;
  disabled?: boolean;
  className?: string;
}

export function Checkbox({ checked, onCheckedChange, label, description, bare, disabled, className }: CheckboxProps) {
  const id = useId();
  const box = (
    <Radix.Root
      id={id}
      checked={checked}
      disabled={disabled}
      onCheckedChange={(next) => onCheckedChange(next === true)}
      {...(bare ? { "aria-label": String(label) } : {})}
      {...(description ? { "aria-describedby": `${id}-more` } : {})}
      className={cn(
        "relative grid size-4 shrink-0 place-items-center rounded-xs border border-ink-3 bg-surface text-accent-ink transition-colors duration-100 disabled:opacity-50",
        // A target of 24 px and more around a box of 16.
        "after:absolute after:-inset-1.5 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent",
        bare && className,
      )}
    >
      <Radix.Indicator>
        {checked === "indeterminate" ? <Minus aria-hidden className="size-3" strokeWidth={3} /> : <Check aria-hidden className="size-3" strokeWidth={3} />}
      </Radix.Indicator>
    </Radix.Root>
  );
  if (bare) return box;
  return (
    <div className={cn("flex items-start gap-2.5", className)}>
      <span className="mt-0.5">{box}</span>
      <div>
        <label htmlFor={id} className="block text-sm text-ink">
          {label}
        </label>
        {description && (
          <p id={`${id}-more`} className="text-xs text-ink-3">
            {description}
          </p>
        )}
      </div>
    </div>
  );
}
