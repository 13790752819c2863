import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "@/lib/shortcuts";
import { type Direction, directionOf } from "./walk";
import { useStable } from "./use-things";

export interface KeyPorts {
  mayEdit: boolean;
  isHere: () => boolean;
  walk: (from: string, direction: Direction) => void;
  open: (id: string) => void;
  /** Chooses a thing besides what is chosen, or no longer. */
  choose: (id: string) => void;
  chooseAll: () => void;
  leave: () => void;
  remove: () => void;
  move: (from: string, direction: Direction, far: boolean) => void;
  add: () => void;
  note: () => void;
  /** Opens the comments beside the flow. */
  comments: () => void;
  group: () => void;
  tidy: () => void;
  find: () => void;
  fit: () => void;
  zoom: (direction: 1 | -1) => void;
}

const thingAt = (target: EventTarget | null): string | undefined => (target instanceof HTMLElement && target.matches(".react-flow__node") ? target.dataset.id : undefined);

/** The keyboard on the canvas. Single letters are listed with the other shortcuts of the page. */
export function useKeys(ports: KeyPorts): void {
  const { t } = useTranslation("canvas");
  const { mayEdit } = ports;
  const group = t("canvas");
  useShortcuts([
    { keys: "f", label: t("keys.find"), group, run: ports.find },
    { keys: "c", label: t("keys.comments"), group, run: ports.comments },
    { keys: "0", label: t("keys.fit"), group, run: ports.fit },
    { keys: "+", label: t("zoom_in"), group, run: () => ports.zoom(1) },
    { keys: "-", label: t("zoom_out"), group, run: () => ports.zoom(-1) },
    ...(mayEdit
      ? [
          { keys: "a", label: t("keys.add"), group, run: ports.add },
          { keys: "n", label: t("keys.note"), group, run: ports.note },
          { keys: "b", label: t("keys.group"), group, run: ports.group },
          { keys: "o", label: t("keys.tidy"), group, run: ports.tidy },
        ]
      : []),
  ]);
  const onKey = useStable((event: KeyboardEvent) => {
    if (event.defaultPrevented || !ports.isHere()) return;
    if (handle(event, thingAt(event.target), ports)) event.preventDefault();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [onKey]);
}

/** True when the key was for the canvas. */
function handle(event: KeyboardEvent, id: string | undefined, ports: KeyPorts): boolean {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a" && !event.shiftKey) {
    ports.chooseAll();
    return true;
  }
  if (event.ctrlKey || event.metaKey) return false;
  if (event.key === "Delete" || event.key === "Backspace") {
    if (ports.mayEdit) ports.remove();
    return ports.mayEdit;
  }
  if (event.key === "Escape") {
    ports.leave();
    return true;
  }
  if (!id) return false;
  const direction = directionOf(event.key);
  if (direction) {
    if (!event.altKey) ports.walk(id, direction);
    else if (ports.mayEdit) ports.move(id, direction, event.shiftKey);
    return true;
  }
  if (event.key === "Enter") ports.open(id);
  else if (event.key === " ") ports.choose(id);
  else return false;
  return true;
}
