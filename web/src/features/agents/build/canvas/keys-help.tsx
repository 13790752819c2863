import { Keyboard } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/button";
import { Kbd } from "@/ui/kbd";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/popover";

/** What each key does on the canvas; those that change something only for who may. */
const KEYS: { keys: string; name: string; edits?: true }[] = [
  { keys: "Tab", name: "tab" },
  { keys: "← ↑ → ↓", name: "walk" },
  { keys: "enter", name: "open" },
  { keys: "Space", name: "choose" },
  { keys: "esc", name: "leave" },
  { keys: "a", name: "add", edits: true },
  { keys: "Del", name: "delete", edits: true },
  { keys: "alt+→", name: "move", edits: true },
  { keys: "alt+shift+→", name: "resize", edits: true },
  { keys: "n", name: "note", edits: true },
  { keys: "c", name: "comments" },
  { keys: "b", name: "group", edits: true },
  { keys: "o", name: "tidy", edits: true },
  { keys: "mod+c", name: "copy" },
  { keys: "mod+x", name: "cut", edits: true },
  { keys: "mod+v", name: "paste", edits: true },
  { keys: "mod+a", name: "all" },
  { keys: "mod+z", name: "undo", edits: true },
  { keys: "mod+y", name: "redo", edits: true },
  { keys: "f", name: "find" },
  { keys: "0", name: "fit" },
  { keys: "+ −", name: "zoom" },
];

export function KeysHelp({ mayEdit }: { mayEdit: boolean }) {
  const { t } = useTranslation("canvas");
  return (
    <Popover>
      <PopoverTrigger asChild>
        <IconButton size="icon-sm" label={t("keys.title")}>
          <Keyboard aria-hidden />
        </IconButton>
      </PopoverTrigger>
      <PopoverContent aria-label={t("keys.title")} side="top" tabIndex={0} className="max-h-[60vh] w-80 overflow-y-auto p-3">
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-1.5 text-xs">
          {KEYS.filter(({ edits }) => mayEdit || !edits).map(({ keys, name }) => (
            <div key={name} className="contents">
              <dt>
                <Kbd keys={keys} />
              </dt>
              <dd className="text-ink-2">{t(`keys.${name}`)}</dd>
            </div>
          ))}
        </dl>
      </PopoverContent>
    </Popover>
  );
}
