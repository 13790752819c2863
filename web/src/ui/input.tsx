import { Eye, EyeOff, Search, X } from "lucide-react";
import { type ComponentProps, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { controlClass, useFieldControl } from "./field";

const box = cn(controlClass, "h-8 px-2.5 pointer-coarse:h-10");

export interface InputProps extends ComponentProps<"input"> {
  leading?: ReactNode;
  trailing?: ReactNode;
}

export function Input({ leading, trailing, className, ...rest }: InputProps) {
  const control = useFieldControl();
  if (!leading && !trailing) return <input {...control} className={cn(box, className)} {...rest} />;
  return (
    <span className={cn("relative block", className)}>
      {leading && <span className="pointer-events-none absolute inset-y-0 left-2.5 grid place-items-center text-ink-3 [&_svg]:size-4">{leading}</span>}
      <input {...control} className={cn(box, leading && "pl-8", trailing && "pr-9")} {...rest} />
      {trailing && <span className="absolute inset-y-0 right-1 grid place-items-center">{trailing}</span>}
    </span>
  );
}

const inner = "grid size-6 place-items-center rounded-xs text-ink-3 hover:text-ink pointer-coarse:size-8 [&_svg]:size-4";

export function PasswordInput(props: ComponentProps<"input">) {
  const { t } = useTranslation("ui");
  const [shown, setShown] = useState(false);
  return (
    <Input
      {...props}
      type={shown ? "text" : "password"}
      autoCapitalize="off"
      spellCheck={false}
      trailing={
        <button type="button" className={inner} aria-pressed={shown} aria-label={t("password.show")} onClick={() => setShown(!shown)}>
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </button>
      }
    />
  );
}

export function SearchInput({ value, onValueChange, label, className, ...rest }: Omit<ComponentProps<"input">, "value" | "onChange"> & { value: string; onValueChange: (value: string) => void; label: string }) {
  const { t } = useTranslation("ui");
  const ref = useRef<HTMLInputElement>(null);
  return (
    <Input
      {...rest}
      ref={ref}
      type="search"
      role="searchbox"
      aria-label={label}
      placeholder={rest.placeholder ?? label}
      className={cn("[&_input::-webkit-search-cancel-button]:hidden", className)}
      leading={<Search aria-hidden />}
      value={value}
      onChange={(event) => onValueChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && value) {
          event.stopPropagation();
          onValueChange("");
        }
      }}
      trailing={
        value ? (
          <button
            type="button"
            className={inner}
            aria-label={t("search.clear")}
            onClick={() => {
              onValueChange("");
              ref.current?.focus();
            }}
          >
            <X aria-hidden />
          </button>
        ) : undefined
      }
    />
  );
}

/** Grows with what is written, up to about twelve lines. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  const control = useFieldControl();
  return (
    <textarea
      // What people write says itself which way it runs.
      dir="auto"
      {...control}
      rows={rows}
      className={cn(controlClass, "field-sizing-content block max-h-72 min-h-18 resize-y px-2.5 py-1.5", className)}
      {...rest}
    />
  );
}

/** Six digits from an e-mail or an app; pasting, filling in from the phone and typing all work. */
export function CodeInput({ className, length = 6, ...rest }: ComponentProps<"input"> & { length?: number }) {
  return (
    <Input
      inputMode="text"
      autoComplete="one-time-code"
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={length + 4}
      className={cn("h-12 text-center font-mono text-lg tracking-[0.3em] uppercase pointer-coarse:h-12 pointer-coarse:text-lg", className)}
      {...rest}
    />
  );
}
