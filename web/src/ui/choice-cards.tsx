import { RadioGroup } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/lib/class-names";

export interface Choice<V extends string> {
  value: V;
  label: string;
  description?: string;
  icon?: ReactNode;
  disabled?: boolean;
}

/** One of a few, each with a picture and a sentence, all visible at once. */
export function ChoiceCards<V extends string>({ label, value, onValueChange, choices, className }: { label: string; value: V | ""; onValueChange: (value: V) => void; choices: Choice<V>[]; className?: string }) {
  return (
    <RadioGroup.Root aria-label={label} value={value} onValueChange={(next) => onValueChange(next as V)} className={cn("grid gap-2", className)}>
      {choices.map((choice) => (
        <RadioGroup.Item
          key={choice.value}
          value={choice.value}
          disabled={choice.disabled}
          className={cn(
            "flex items-start gap-3 rounded-m border border-line-strong bg-surface p-3 text-left transition-colors duration-100 hover:border-ink-3",
            "data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft disabled:opacity-50",
          )}
        >
          {choice.icon && <span className="mt-0.5 text-ink-2 [&_svg]:size-4">{choice.icon}</span>}
          <span className="min-w-0">
            <span className="block text-sm font-medium text-ink">{choice.label}</span>
            {choice.description && <span className="block text-xs text-ink-2">{choice.description}</span>}
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

/** Two to four short words side by side; the chosen one is raised. */
export function Segmented<V extends string>({ label, value, onValueChange, choices, className }: { label: string; value: V; onValueChange: (value: V) => void; choices: Choice<V>[]; className?: string }) {
  return (
    <RadioGroup.Root aria-label={label} value={value} onValueChange={(next) => onValueChange(next as V)} orientation="horizontal" className={cn("inline-flex rounded-s border border-line bg-sunken p-0.5", className)}>
      {choices.map((choice) => (
        <RadioGroup.Item
          key={choice.value}
          value={choice.value}
          className="inline-flex min-h-7 items-center gap-1.5 rounded-xs px-2.5 py-0.5 text-xs leading-tight font-medium text-ink-2 transition-colors duration-100 hover:text-ink data-[state=checked]:bg-surface data-[state=checked]:text-ink data-[state=checked]:shadow-card data-[state=checked]:ring-1 data-[state=checked]:ring-line pointer-coarse:min-h-9 [&_svg]:size-3.5"
        >
          {choice.icon}
          {choice.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
