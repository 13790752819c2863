import { ChevronDown } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { cn } from "@/lib/class-names";
import { controlClass, useFieldControl } from "./field";
import { Listbox, type Option, optionId, useActiveOption } from "./listbox";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

export interface SelectProps<V extends string> {
  value: V | "";
  onValueChange: (value: V) => void;
  options: Option<V>[];
  /** The name for screen readers where no Field gives one. */
  label: string;
  placeholder?: ReactNode;
  disabled?: boolean;
  className?: string;
  onBlur?: () => void;
}

/** One of a few. For more than about twelve, Combobox. */
export function Select<V extends string>({ value, onValueChange, options, label, placeholder, disabled, className, onBlur }: SelectProps<V>) {
  const control = useFieldControl();
  const listId = useId();
  const [open, setOpen] = useState(false);
  const at = options.findIndex((option) => option.value === value);
  const chosen = options[at];
  const choose = (option: Option<V>) => {
    onValueChange(option.value);
    setOpen(false);
  };
  const { active, setActive, onKey } = useActiveOption(options, open, Math.max(0, at), choose);
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) onBlur?.();
      }}
    >
      <PopoverTrigger asChild>
        <button
          type="button"
          role="combobox"
          aria-expanded={open}
          aria-controls={listId}
          aria-haspopup="listbox"
          aria-activedescendant={open ? optionId(listId, active) : undefined}
          {...(control.id ? {} : { "aria-label": label })}
          {...control}
          disabled={disabled}
          className={cn(controlClass, "flex h-8 items-center gap-2 pr-2 pl-2.5 text-left pointer-coarse:h-10", className)}
          onKeyDown={(event) => {
            if (open) onKey(event, true);
            else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
              event.preventDefault();
              setOpen(true);
            }
          }}
        >
          {chosen?.icon && <span className="text-ink-3 [&_svg]:size-4">{chosen.icon}</span>}
          <span className={cn("min-w-0 flex-1 truncate", !chosen && "text-ink-3")}>{chosen?.label ?? placeholder ?? " "}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-3" />
        </button>
      </PopoverTrigger>
      <PopoverContent
        role={undefined}
        className="w-(--radix-popover-trigger-width) min-w-40"
        onOpenAutoFocus={(event) => event.preventDefault()}
      >
        <Listbox id={listId} label={label} options={options} selected={value ? [value] : []} active={active} onActive={setActive} onChoose={choose} />
      </PopoverContent>
    </Popover>
  );
}
