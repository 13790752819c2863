import { createContext, type ReactNode, useContext, useId } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";

interface FieldIds {
  control: string;
  help?: string;
  error?: string;
}
const FieldContext = createContext<FieldIds | null>(null);

/** What a control inside a Field must carry to be named and described by it. */
export function useFieldControl(): { id?: string; "aria-describedby"?: string; "aria-invalid"?: true } {
  const ids = useContext(FieldContext);
  if (!ids) return {};
  const described = [ids.error, ids.help].filter(Boolean).join(" ");
  return {
    id: ids.control,
    ...(described ? { "aria-describedby": described } : {}),
    ...(ids.error ? { "aria-invalid": true } : {}),
  };
}

export interface FieldProps {
  label: ReactNode;
  /** One line: what to write, with an example. */
  help?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  /** Something at the end of the label's line, a link mostly. */
  aside?: ReactNode;
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
}

export function Field({ label, help, error, optional, aside, hideLabel, className, children }: FieldProps) {
  const { t } = useTranslation("ui");
  const id = useId();
  const ids: FieldIds = { control: id, ...(help ? { help: `${id}-help` } : {}), ...(error ? { error: `${id}-error` } : {}) };
  return (
    <div className={cn("min-w-0", className)}>
      <div className={cn("mb-1 flex items-baseline gap-2", hideLabel && "sr-only")}>
        <label htmlFor={id} className="text-xs font-medium text-ink-2">
          {label}
          {optional && <span className="font-normal text-ink-3"> · {t("field.optional")}</span>}
        </label>
        {aside && <span className="ml-auto text-xs">{aside}</span>}
      </div>
      <FieldContext value={ids}>{children}</FieldContext>
      {error && (
        <p id={ids.error} className="mt-1 text-xs text-bad">
          {error}
        </p>
      )}
      {help && (
        <p id={ids.help} className="mt-1 text-xs text-ink-3">
          {help}
        </p>
      )}
    </div>
  );
}

/** The look that every box to type or choose in shares. */
export const controlClass =
  "w-full rounded-s border border-line-strong bg-surface text-sm text-ink transition-colors duration-100 pointer-coarse:text-md " +
  "hover:border-ink-3 focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-bad " +
  "disabled:pointer-events-none disabled:bg-sunken disabled:text-ink-3 [&[readonly]]:bg-sunken";
