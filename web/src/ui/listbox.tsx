import { Check } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cn } from "@/lib/class-names";

export interface Option<V extends string = string> {
  value: V;
  label: string;
  /** A second, quieter line. */
  description?: string;
  icon?: ReactNode;
  disabled?: boolean;
}

/** Keyboard state of a list in which the focus stays on another element (a button or a text box). */
export function useActiveOption<V extends string>(options: Option<V>[], open: boolean, start: number, choose: (option: Option<V>) => void) {
  const [active, setActive] = useState(start);
  const typed = useRef({ text: "", at: 0 });
  useEffect(() => {
    if (open) setActive(start);
    // Only when it opens or the list changes: moving about must not be undone by a new render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [open, options.length]);

  const move = (from: number, step: 1 | -1): void => {
    for (let count = 0, at = from; count < options.length; count++, at += step) {
      const index = (at + options.length) % options.length;
      if (!options[index]?.disabled) return setActive(index);
    }
  };
  const find = (letter: string) => {
    const now = Date.now();
    typed.current = { text: now - typed.current.at < 600 ? typed.current.text + letter : letter, at: now };
    const wanted = typed.current.text.toLocaleLowerCase();
    const index = options.findIndex((option) => option.label.toLocaleLowerCase().startsWith(wanted));
    if (index >= 0) setActive(index);
  };
  /** True when the key was for the list. */
  const onKey = (event: KeyboardEvent, typeAhead: boolean): boolean => {
    const option = options[active];
    if (event.key === "ArrowDown") move(active + 1, 1);
    else if (event.key === "ArrowUp") move(active - 1, -1);
    else if (event.key === "Home" && typeAhead) move(0, 1);
    else if (event.key === "End" && typeAhead) move(options.length - 1, -1);
    else if ((event.key === "Enter" || (event.key === " " && typeAhead)) && option && !option.disabled) choose(option);
    else if (typeAhead && event.key.length === 1 && !event.ctrlKey && !event.metaKey) find(event.key);
    else return false;
    event.preventDefault();
    return true;
  };
  return { active, setActive, onKey };
}

export interface ListboxProps<V extends string> {
  id: string;
  label: string;
  options: Option<V>[];
  selected: readonly string[];
  active: number;
  multiple?: boolean;
  onActive: (index: number) => void;
  onChoose: (option: Option<V>) => void;
  empty?: ReactNode;
}

export const optionId = (listId: string, index: number) => `${listId}-${index}`;

export function Listbox<V extends string>({ id, label, options, selected, active, multiple, onActive, onChoose, empty }: ListboxProps<V>) {
  const list = useRef<HTMLDivElement>(null);
  const prefix = useId();
  useEffect(() => {
    document.getElementById(optionId(id, active))?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} aria-multiselectable={multiple || undefined} className="max-h-72 overflow-y-auto p-1">
      {options.length === 0 && empty && <div className="px-2 py-3 text-center text-xs text-ink-3">{empty}</div>}
      {options.map((option, index) => {
        const chosen = selected.includes(option.value);
        return (
          // The keyboard is handled by the element that keeps the focus and points here.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={`${prefix}-${option.value}`}
            id={optionId(id, index)}
            role="option"
            aria-selected={chosen}
            aria-disabled={option.disabled || undefined}
            onPointerMove={() => !option.disabled && onActive(index)}
            onClick={() => !option.disabled && onChoose(option)}
            className={cn(
              "flex cursor-default items-center gap-2 rounded-xs px-2 py-1.5 text-sm pointer-coarse:py-2.5",
              index === active && "bg-hover",
              option.disabled && "opacity-50",
            )}
          >
            {option.icon && <span className="text-ink-3 [&_svg]:size-4">{option.icon}</span>}
            <span className="min-w-0 flex-1">
              <span className="block truncate">{option.label}</span>
              {option.description && <span className="block text-xs text-ink-3">{option.description}</span>}
            </span>
            <Check aria-hidden className={cn("size-4 shrink-0 text-accent", !chosen && "invisible")} />
          </div>
        );
      })}
    </div>
  );
}
