import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";

export interface ToastOptions {
  tone?: "good" | "bad" | "info";
  detail?: string;
  /** "Undo", mostly. */
  action?: { label: string; run: () => void };
  /** Milliseconds; errors stay until they are closed. */
  duration?: number;
}
interface Entry extends ToastOptions {
  id: number;
  text: string;
}

let entries: readonly Entry[] = [];
let counter = 0;
const listeners = new Set<() => void>();
const change = (next: readonly Entry[]) => {
  entries = next;
  listeners.forEach((notify) => notify());
};

/** Says that something is done or failed, without taking the focus. Returns what takes it away. */
export function toast(text: string, options: ToastOptions = {}): () => void {
  const id = ++counter;
  const close = () => change(entries.filter((entry) => entry.id !== id));
  change([...entries.filter((entry) => entry.text !== text).slice(-2), { id, text, ...options }]);
  return close;
}

const ICONS = { good: CircleCheck, bad: CircleAlert, info: Info } as const;
const INKS = { good: "text-good", bad: "text-bad", info: "text-info" } as const;

function ToastView({ entry }: { entry: Entry }) {
  const { t } = useTranslation("ui");
  const [held, setHeld] = useState(false);
  const tone = entry.tone ?? "good";
  const Icon = ICONS[tone];
  const close = () => change(entries.filter((one) => one.id !== entry.id));
  const duration = entry.duration ?? (tone === "bad" ? 0 : entry.action ? 8000 : 4500);
  useEffect(() => {
    if (held || duration === 0) return;
    const timer = setTimeout(() => change(entries.filter((one) => one.id !== entry.id)), duration);
    return () => clearTimeout(timer);
  }, [held, duration, entry.id]);
  return (
    <li
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-full animate-rise-in items-start gap-2.5 rounded-m border border-line bg-surface py-2.5 pr-2 pl-3 text-sm shadow-pop"
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", INKS[tone])} />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink">{entry.text}</p>
        {entry.detail && <p className="text-xs text-ink-2">{entry.detail}</p>}
      </div>
      {entry.action && (
        <button
          type="button"
          className="shrink-0 rounded-xs px-1.5 py-0.5 font-medium text-accent hover:bg-hover"
          onClick={() => {
            entry.action?.run();
            close();
          }}
        >
          {entry.action.label}
        </button>
      )}
      <button type="button" aria-label={t("close")} className="grid size-6 shrink-0 place-items-center rounded-xs text-ink-3 hover:text-ink" onClick={close}>
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}

export function Toaster() {
  const { t } = useTranslation("ui");
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => entries,
  );
  return (
    // Where a sheet fills the screen, above its buttons and below its head; never in the lower right, where they are.
    <section aria-label={t("toasts")} aria-live="polite" className="pointer-events-none fixed bottom-20 left-1/2 z-50 w-90 max-w-[calc(100vw-2rem)] -translate-x-1/2 xl:bottom-4">
      <ol className="flex flex-col gap-2">
        {shown.map((entry) => (
          <ToastView key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  );
}
