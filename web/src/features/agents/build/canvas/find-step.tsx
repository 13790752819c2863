import { Search } from "lucide-react";
import { useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { matchScore } from "@/lib/text-match";
import { IconButton } from "@/ui/button";
import { Listbox, type Option, useActiveOption } from "@/ui/listbox";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/popover";
import type { Flow } from "../../blueprint";
import { useEditor } from "../editor";
import { KindIcon, useNodeNames } from "../node-face";

const MOST = 50;

export interface FindStepProps {
  flow: Flow;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onFind: (nodeId: string, flowId: string) => void;
}

/** Finds a step by its name or by what it says, in this flow first, and goes there. */
export function FindStep({ flow, open, onOpenChange, onFind }: FindStepProps) {
  const { t } = useTranslation("canvas");
  const { blueprint } = useEditor();
  const { nameOf, gist, kindOf, kindName } = useNodeNames();
  const listId = useId();
  const [text, setText] = useState("");
  const found = useMemo(
    () =>
      open
        ? [flow, ...blueprint.flows.filter(({ id }) => id !== flow.id)]
            .flatMap((one) => one.nodes.map((node) => ({ flow: one, node, score: Math.max(matchScore(text, nameOf(node)), matchScore(text, kindName(kindOf(node))) - 1, text && gist(node).toLocaleLowerCase().includes(text.trim().toLocaleLowerCase()) ? 40 : 0) })))
            .filter(({ score }) => score > 0)
            .sort((one, other) => Number(other.flow === flow) - Number(one.flow === flow) || other.score - one.score)
            .slice(0, MOST)
        : [],
    [open, text, flow, blueprint.flows, nameOf, gist, kindOf, kindName],
  );
  const options = found.map(({ node, flow: one }): Option => ({ value: `${one.id} ${node.id}`, label: nameOf(node), description: [one === flow ? "" : one.name || one.id, gist(node).slice(0, 80)].filter(Boolean).join(" · "), icon: <KindIcon kind={kindOf(node)} /> }));
  // What was found has the focus; where nothing was chosen, it goes back to the button.
  const went = useRef(false);
  const choose = (option: Option) => {
    went.current = true;
    const [flowId = "", nodeId = ""] = option.value.split(" ");
    onOpenChange(false);
    onFind(nodeId, flowId);
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
