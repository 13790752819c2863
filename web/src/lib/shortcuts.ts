import { useEffect, useRef, useSyncExternalStore } from "react";

export interface Shortcut {
  /** "mod+k" together, "g a" one after the other, "?" as typed. */
  keys: string;
  label: string;
  group: string;
  run: () => void;
  /** Also while typing in a box. */
  everywhere?: boolean;
}

let shortcuts: readonly Shortcut[] = [];
const listeners = new Set<() => void>();
let pending = { key: "", at: 0 };

const change = (next: readonly Shortcut[]) => {
  shortcuts = next;
  listeners.forEach((notify) => notify());
};

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.getAttribute("role") === "combobox");
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const typing = isTyping(event.target);
  // What is open on top owns the keyboard.
  const covered = document.querySelector("[role=dialog][data-state=open],[role=alertdialog][data-state=open],[role=menu][data-state=open]") !== null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const pressed = event.metaKey || event.ctrlKey ? `mod+${key}` : key;
  const sequence = Date.now() - pending.at < 900 ? `${pending.key} ${pressed}` : "";
  const allowed = shortcuts.filter((one) => one.everywhere || (!typing && !covered));
  const found = [...allowed].reverse().find((one) => one.keys === sequence) ?? [...allowed].reverse().find((one) => one.keys === pressed);
  pending = { key: "", at: 0 };
  if (found) {
    event.preventDefault();
    found.run();
  } else if (!typing && allowed.some((one) => one.keys.startsWith(`${pressed} `))) pending = { key: pressed, at: Date.now() };
}

if (typeof document !== "undefined") document.addEventListener("keydown", onKeyDown);

/** Keys that work while the component is on the screen; the latest wins where two ask for the same. */
export function useShortcuts(wanted: Shortcut[]): void {
  const latest = useRef(wanted);
  useEffect(() => {
    latest.current = wanted;
  });
  const shape = wanted.map(({ keys, label, group }) => `${keys}\n${label}\n${group}`).join("\f");
  useEffect(() => {
    const registered = latest.current.map((one, index): Shortcut => ({ ...one, run: () => latest.current[index]?.run() }));
    change([...shortcuts, ...registered]);
    return () => change(shortcuts.filter((one) => !registered.includes(one)));
  }, [shape]);
}

export function useShortcutList(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shortcuts,
  );
}
