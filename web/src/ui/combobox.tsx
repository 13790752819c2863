import { ChevronsUpDown, X } from "lucide-react";
import { type ReactNode, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { matchScore } from "@/lib/text-match";
import { controlClass, useFieldControl } from "./field";
import { Listbox, type Option, optionId, useActiveOption } from "./listbox";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

interface Shared<V extends string> {
  options: Option<V>[];
  label: string;
  placeholder?: ReactNode;
  disabled?: boolean;
  className?: string;
  /** For lists that the server searches: called with what is typed; `options` are then shown as they come. */
  onSearch?: (text: string) => void;
  /** Offers what was typed as a new value. */
  onCreate?: (text: string) => void;
  onBlur?: () => void;
}
export type ComboboxProps<V extends string> = Shared<V> &
  ({ multiple?: false; value: V | ""; onValueChange: (value: V) => void } | { multiple: true; value: V[]; onValueChange: (value: V[]) => void });

/** Letters strewn over a whole sentence are no match. */
const WHOLE = 50;
const CREATE = "\u0000create";

/** One or several of many, found by typing. */
export function Combobox<V extends string>(props: ComboboxProps<V>) {
  const { options, label, placeholder, disabled, className, onSearch, onCreate, onBlur } = props;
  const { t } = useTranslation("ui");
  const control = useFieldControl();
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const values: readonly V[] = props.multiple ? props.value : props.value ? [props.value] : [];

  const shown = useMemo(() => {
    const found = onSearch || !text ? options : options
      .map((option) => ({ option, score: Math.max(matchScore(text, option.label), matchScore(text, option.value), matchScore(text, option.description ?? "") >= WHOLE ? 1 : 0) }))
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score)
      .map(({ option }) => option);
    const wanted = text.trim();
    const known = options.some((option) => option.label.toLowerCase() === wanted.toLowerCase());
    if (!onCreate || !wanted || known) return found;
    return [...found, { value: CREATE as V, label: t("combobox.create", { text: wanted }) }];
  }, [options, text, onSearch, onCreate, t]);

  const search = (next: string) => {
    setText(next);
    onSearch?.(next);
  };
  const choose = (option: Option<V>) => {
    search("");
    if (option.value === CREATE) onCreate?.(text.trim());
    else if (!props.multiple) props.onValueChange(option.value);
    else props.onValueChange(values.includes(option.value) ? values.filter((one) => one !== option.value) : [...values, option.value]);
    if (!props.multiple) setOpen(false);
  };
  const { active, setActive, onKey } = useActiveOption(shown, open, 0, choose);
  const labelOf = (value: V) => options.find((option) => option.value === value)?.label ?? value;
  const single = values[0];

  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) {
          search("");
          onBlur?.();
        }
      }}
    >
      <div className={cn(controlClass, "relative flex min-h-8 flex-wrap items-center gap-1 py-1 pr-8 pl-1.5 pointer-coarse:min-h-10", disabled && "opacity-50", className)}>
        {props.multiple &&
          values.map((value) => (
            <span key={value} className="relative z-10 inline-flex h-6 max-w-full items-center gap-1 rounded-xs bg-sunken pl-1.5 text-xs text-ink">
              <span className="truncate">{labelOf(value)}</span>
              <button type="button" disabled={disabled} aria-label={t("combobox.remove", { name: labelOf(value) })} className="grid size-6 place-items-center rounded-xs text-ink-3 hover:text-ink" onClick={() => props.onValueChange(values.filter((one) => one !== value))}>
                <X aria-hidden className="size-3" />
              </button>
            </span>
          ))}
        {props.multiple
          ? values.length === 0 && <span className="px-1 text-ink-3">{placeholder}</span>
          : <span className={cn("truncate px-1", !single && "text-ink-3")}>{single ? labelOf(single) : placeholder}</span>}
        <PopoverTrigger asChild>
          <button
            type="button"
            role="combobox"
            aria-expanded={open}
            aria-controls={listId}
            aria-haspopup="listbox"
            {...(control.id ? {} : { "aria-label": label })}
            {...control}
            disabled={disabled}
            className="absolute inset-0 flex items-center justify-end rounded-s pr-2 text-ink-3"
          >
            <span className="sr-only">{values.map(labelOf).join(", ")}</span>
            <ChevronsUpDown aria-hidden className="size-4" />
          </button>
        </PopoverTrigger>
      </div>
      <PopoverContent aria-label={label} className="w-(--radix-popover-trigger-width) min-w-52">
        <input
          // The list's text box is where typing goes as soon as it opens.
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={shown.length > 0 ? optionId(listId, active) : undefined}
          aria-label={label}
          placeholder={t("combobox.search")}
          value={text}
          onChange={(event) => search(event.target.value)}
          onKeyDown={(event) => onKey(event, false)}
          className="h-9 w-full border-b border-line bg-transparent px-3 text-sm outline-none pointer-coarse:h-11 pointer-coarse:text-md"
        />
        <Listbox id={listId} label={label} options={shown} selected={values} active={active} multiple={props.multiple ?? false} onActive={setActive} onChoose={choose} empty={t("combobox.none")} />
      </PopoverContent>
    </Popover>
  );
}
