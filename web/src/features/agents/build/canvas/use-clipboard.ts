import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "@/ui/toast";
import type { AgentBlueprint, Flow, Layout, Position } from "../../blueprint";
import { useEditor } from "../editor";
import { copied, pasted, readPiece, type Refusal } from "./clipboard";
import { useStable } from "./use-things";

export interface ClipboardPorts {
  flow: Flow & { layout: Layout };
  change: (alter: (blueprint: AgentBlueprint) => AgentBlueprint) => void;
  /** Whether a key or a command of the browser is meant for the canvas. */
  isHere: () => boolean;
  chosen: () => ReadonlySet<string>;
  middle: () => Position;
  remove: () => void;
  onPasted: (ids: string[]) => void;
  announce: (text: string) => void;
}

/** Copies, cuts and pastes through the browser's own clipboard, as text: also from one agent to another. */
export function useClipboard({ flow, change, isHere, chosen, middle, remove, onPasted, announce }: ClipboardPorts): void {
  const { t } = useTranslation("canvas");
  const { kinds, mayEdit } = useEditor();
  const refuse = (refusal: Refusal) => {
    const detail = "name" in refusal ? t(`refused.${refusal.reason}_detail`, { name: refusal.name, detail: refusal.detail }) : t(`refused.${refusal.reason}`);
    toast(t("refused.title"), { tone: "bad", detail });
  };
  const copy = (event: ClipboardEvent): boolean => {
    if (!isHere() || !getSelection()?.isCollapsed) return false;
    const ids = chosen();
    const text = copied(flow, ids);
    if (!text || !event.clipboardData) return false;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    announce(t("copied", { count: ids.size }));
    return true;
  };
  const onCopy = useStable((event: ClipboardEvent) => void copy(event));
  const onCut = useStable((event: ClipboardEvent) => {
    if (mayEdit && copy(event)) remove();
  });
  const onPaste = useStable((event: ClipboardEvent) => {
    if (!mayEdit || !isHere()) return;
    const piece = readPiece(event.clipboardData?.getData("text/plain") ?? "", kinds);
    event.preventDefault();
    if ("reason" in piece) return refuse(piece);
    const at = middle();
    let ids: string[] = [];
    change((blueprint) => {
      const made = pasted(blueprint, flow.id, piece, at);
      ({ ids } = made);
      return made.blueprint;
    });
    announce(t("pasted", { count: ids.length }));
    onPasted(ids);
  });
  useEffect(() => {
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCut);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCut);
      document.removeEventListener("paste", onPaste);
    };
  }, [onCopy, onCut, onPaste]);
}
