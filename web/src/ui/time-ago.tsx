import { useSyncExternalStore } from "react";
import { useFormats } from "@/lib/locale";

let now = new Date();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = new Date();
    listeners.forEach((notify) => notify());
  }, 20_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** "3 minutes ago", kept true; the full time with its zone on hover. */
export function TimeAgo({ value, className }: { value: string | Date; className?: string }) {
  const formats = useFormats();
  const current = useSyncExternalStore(subscribe, () => now);
  const at = typeof value === "string" ? new Date(value) : value;
  return (
    <time dateTime={at.toISOString()} title={formats.instant(at)} className={className}>
      {formats.ago(at, at > current ? at : current)}
    </time>
  );
}

/** A date and hour in the organization's zone; the zone on hover. */
export function Moment({ value, show = "dateTime", className }: { value: string | Date; show?: "date" | "time" | "dateTime"; className?: string }) {
  const formats = useFormats();
  const at = typeof value === "string" ? new Date(value) : value;
  return (
    <time dateTime={at.toISOString()} title={formats.instant(at)} className={className}>
      {formats[show](at)}
    </time>
  );
}
