import { useSyncExternalStore } from "react";
import type { Theme } from "@/api/session";
import { storage } from "@/lib/storage";

const dark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

const read = (): Theme => {
  const stored = storage.read("theme");
  return stored === "light" || stored === "dark" ? stored : "system";
};

function apply(): void {
  const chosen = read();
  document.documentElement.dataset.theme = chosen === "system" ? (dark.matches ? "dark" : "light") : chosen;
  listeners.forEach((notify) => notify());
}

/** Follows the system while "system" is chosen. The first paint is set by public/theme.js. */
export function startTheme(): void {
  dark.addEventListener("change", apply);
}

export function changeTheme(theme: Theme): void {
  if (theme === "system") storage.remove("theme");
  else storage.write("theme", theme);
  apply();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, read);
}
