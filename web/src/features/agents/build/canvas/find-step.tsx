import { Group, Search, StickyNote } from "lucide-react";
import { useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/button";
import { Listbox, type Option, useActiveOption } from "@/ui/listbox";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/popover";
import type { Flow } from "../../blueprint";
import { useEditor } from "../editor";
import { KindIcon, useNodeNames } from "../node-face";
import { type Found, findIn } from "./found";

const MOST = 50;

export interface FindStepProps {
  flow: Flow;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onFind: (id: string, flowId: string) => void;
}

/** Finds a step, a comment or a group by anything that is written in it, in this flow first, and goes there. */
export function FindStep({ flow, open, onOpenChange, onFind }: FindStepProps) {
  const { t, i18n } = useTranslation("canvas");
  const { blueprint } = useEditor();
  const names = useNodeNames();
  const { nameOf, gist, kindOf } = names;
  const listId = useId();
  const [text, setText] = useState("");
  const found = useMemo(() => (open ? findIn(blueprint, flow, text, names).slice(0, MOST) : []), [open, text, flow, blueprint, names]);
  const fieldOf = ({ node, field }: Found) => {
    const schema = node && kindOf(node)?.data_schema.properties?.[field];
    return schema?.["x-title"]?.[i18n.language] || schema?.title || field;
  };
  const optionOf = (one: Found): Option => {
    const elsewhere = one.flow === flow ? "" : one.flow.name || one.flow.id;
    const value = `${one.flow.id} ${one.id}`;
    const told = (...parts: string[]) => parts.filter(Boolean).join(" · ");
    if (one.node) return { value, label: nameOf(one.node), description: told(elsewhere, one.field ? t("found_in", { field: fieldOf(one), text: one.text }) : gist(one.node).slice(0, 80)), icon: <KindIcon kind={kindOf(one.node)} /> };
    return { value, label: one.text, description: told(elsewhere, one.kind === "note" ? t("found_note") : t("found_group")), icon: one.kind === "note" ? <StickyNote aria-hidden /> : <Group aria-hidden /> };
  };
  const options = found.map(optionOf);
  // What was found has the focus; where nothing was chosen, it goes back to the button.
  const went = useRef(false);
  const choose = (option: Option) => {
    went.current = true;
    const [flowId = "", id = ""] = option.value.split(" ");
    onOpenChange(false);
    onFind(id, flowId);
  };
  const { active, setActive, onKey } = useActiveOption(options, open, 0, choose);
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setText("");
        went.current = false;
        onOpenChange(next);
      }}
    >
      <PopoverTrigger asChild>
        <IconButton size="icon-sm" label={t("find")} shortcut="F">
          <Search aria-hidden />
        </IconButton>
      </PopoverTrigger>
      <PopoverContent aria-label={t("find")} side="top" className="w-72" onCloseAutoFocus={(event) => went.current && event.preventDefault()}>
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={options.length > 0 ? `${listId}-${active}` : undefined}
          aria-label={t("find")}
          placeholder={t("find_placeholder")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={(event) => onKey(event, false)}
          className="h-9 w-full border-b border-line bg-transparent px-3 text-sm outline-none pointer-coarse:h-11"
        />
        <Listbox id={listId} label={t("find")} options={options} selected={[]} active={active} onActive={setActive} onChoose={choose} empty={t("find_none")} />
      </PopoverContent>
    </Popover>
  );
}
