import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/session";
import { toast } from "@/ui/toast";
import type { AgentBlueprint, Flow, Layout, Position } from "../../blueprint";
import { signature } from "../comments/threads";
import { useEditor } from "../editor";
import { grantsQuery, sourcesQuery } from "../node-kinds";
import { copied, pasted, readPiece, type Refusal } from "./clipboard";
import { granted, type Luggage, notGranted } from "./luggage";
import { around, GRID } from "./places";
import { useStable } from "./use-things";
import type { View } from "./use-view";

export interface ClipboardPorts {
  flow: Flow & { layout: Layout };
  change: (alter: (blueprint: AgentBlueprint) => AgentBlueprint) => void;
  view: View;
  chosen: () => ReadonlySet<string>;
  remove: () => void;
  onPasted: (ids: string[]) => void;
  announce: (text: string) => void;
}
/** What can be done without a keyboard. */
export interface ClipboardActions {
  copy: () => Promise<void>;
  paste: (at?: Position) => Promise<void>;
  duplicate: () => void;
}

/** What was copied last on this page: for browsers that give their clipboard only to the keyboard. */
let lastCopied = "";

/** Copies, cuts and pastes through the browser's own clipboard, as text: also from one agent to another. */
export function useClipboard({ flow, change, view, chosen, remove, onPasted, announce }: ClipboardPorts): ClipboardActions {
  const { t } = useTranslation("canvas");
  const client = useQueryClient();
  const { blueprint, kinds, mayEdit } = useEditor();
  const { user } = useMe();
  const refuse = (refusal: Refusal) => {
    const detail = "name" in refusal ? t(`refused.${refusal.reason}_detail`, { name: refusal.name, detail: refusal.detail }) : t(`refused.${refusal.reason}`);
    toast(t("refused.title"), { tone: "bad", detail });
  };
  /** What is left to do with what was pasted: said once, with the grant a press away. */
  const tellOf = async (luggage: Luggage, foreign: number, count: number) => {
    const lacks = notGranted(blueprint, luggage);
    const offers = lacks.tools.length > 0 ? await client.fetchQuery(grantsQuery).then(({ items }) => items, () => []) : [];
    const known = lacks.sources.length > 0 ? await client.fetchQuery(sourcesQuery).catch(() => []) : [];
    const tools = offers.filter(({ name }) => lacks.tools.includes(name));
    const sources = known.filter(({ id }) => lacks.sources.some((one) => one.id === id)).map(({ id, name }) => ({ id, name }));
    const given = [...tools, ...sources].map(({ name }) => name);
    const gone = [...lacks.tools.filter((name) => !tools.some((one) => one.name === name)), ...lacks.sources.filter(({ id }) => !sources.some((one) => one.id === id)).map(({ name }) => name)];
    const told = [foreign > 0 ? t("paste.foreign", { count: foreign }) : "", given.length > 0 ? t("paste.grant", { names: given.join(", ") }) : "", gone.length > 0 ? t("paste.gone", { names: gone.join(", ") }) : ""].filter(Boolean);
    if (told.length === 0) return;
    toast(t("pasted", { count }), { tone: "info", detail: told.join(" "), duration: 20_000, ...(given.length > 0 ? { action: { label: t("paste.grant_now"), run: () => change((one) => granted(one, tools, sources)) } } : {}) });
  };
  const put = (text: string, at: Position) => {
    const piece = readPiece(text, kinds);
    if ("reason" in piece) return refuse(piece);
    const signed = signature(user);
    let ids: string[] = [];
    let foreign = 0;
    change((one) => {
      const made = pasted(one, flow.id, piece, at, kinds, signed);
      ({ ids, foreign } = made);
      return made.blueprint;
    });
    announce(t("pasted", { count: ids.length }));
    onPasted(ids);
    void tellOf(piece.luggage, foreign, ids.length);
  };
  const take = (): string | undefined => {
    const ids = chosen();
    const text = copied(blueprint, flow, ids);
    if (!text) return undefined;
    lastCopied = text;
    announce(t("copied", { count: ids.size }));
    return text;
  };
  const copy = (event: ClipboardEvent): boolean => {
    if (!view.isHere() || !getSelection()?.isCollapsed || !event.clipboardData) return false;
    const text = take();
    if (!text) return false;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    return true;
  };
  const onCopy = useStable((event: ClipboardEvent) => void copy(event));
  const onCut = useStable((event: ClipboardEvent) => {
    if (mayEdit && copy(event)) remove();
  });
  const onPaste = useStable((event: ClipboardEvent) => {
    if (!mayEdit || !view.isHere()) return;
    event.preventDefault();
    put(event.clipboardData?.getData("text/plain") ?? "", view.middle());
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
  return {
    copy: useStable(async () => {
      const text = take();
      // Only over a secure connection; within the page it is known anyway.
      if (text) await navigator.clipboard?.writeText(text).catch(() => undefined);
    }),
    paste: useStable(async (at?: Position) => {
      const place = at ?? view.middle();
      const text = (await navigator.clipboard?.readText?.().catch(() => "")) || lastCopied;
      if (text) put(text, place);
      else toast(t("paste.by_keys"), { tone: "info" });
    }),
    duplicate: useStable(() => {
      const ids = chosen();
      const box = around([...ids].flatMap((id) => view.boxOf(id) ?? []));
      const text = copied(blueprint, flow, ids);
      if (text && box) put(text, { x: box.x + box.width / 2 + 2 * GRID, y: box.y + box.height / 2 + 2 * GRID });
    }),
  };
}
