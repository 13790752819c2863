import { Switch as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cn } from "@/lib/class-names";

export interface SwitchProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
  className?: string;
}

/** For what takes effect at once. In a form that is sent, Checkbox. */
export function Switch({ checked, onCheckedChange, label, description, disabled, className }: SwitchProps) {
  const id = useId();
  return (
    <div className={cn("flex items-start gap-4", className)}>
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="block text-sm font-medium text-ink">
          {label}
        </label>
        {description && (
          <p id={`${id}-more`} className="mt-0.5 text-xs text-ink-3">
            {description}
          </p>
        )}
      </div>
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onCheckedChange}
        disabled={disabled}
        {...(description ? { "aria-describedby": `${id}-more` } : {})}
        className="relative mt-0.5 h-5 w-9 shrink-0 rounded-full bg-line-strong transition-colors duration-150 after:absolute after:-inset-1 disabled:opacity-50 data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="block size-4 translate-x-0.5 rounded-full bg-white shadow-card transition-transform duration-150 data-[state=checked]:translate-x-[18px] dark:data-[state=checked]:bg-accent-ink" />
      </Radix.Root>
    </div>
  );
}
