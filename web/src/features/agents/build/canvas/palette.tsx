import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { type DragEvent, memo, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { storage } from "@/lib/storage";
import { IconButton } from "@/ui/button";
import { GROUPS } from "../add-node-menu";
import { useEditor } from "../editor";
import { KindIcon, useNodeNames } from "../node-face";
import type { NodeKind } from "../node-kinds";

const DRAGGED = "application/x-centralita-step";

/** The kind of step that is being dropped; undefined when it is something else. */
export const droppedKind = (event: DragEvent, kinds: readonly NodeKind[]): NodeKind | undefined => kinds.find(({ kind }) => kind === event.dataTransfer.getData(DRAGGED));
export const carriesKind = (event: DragEvent): boolean => event.dataTransfer.types.includes(DRAGGED);

/** Every kind of step, by what it is for: dragged to where it shall be, or pressed to come after the chosen one. */
export const Palette = memo(function Palette({ onAdd }: { onAdd: (kind: NodeKind) => void }) {
  const { t } = useTranslation(["canvas", "agents"]);
  const { kinds } = useEditor();
  const { kindName } = useNodeNames();
  const [open, setOpen] = useState(() => storage.read("canvas-palette") !== "closed");
  useEffect(() => void storage.write("canvas-palette", open ? "open" : "closed"), [open]);
  return (
    <section data-palette aria-label={t("palette")} className="flex max-h-[calc(100dvh-19rem)] w-fit flex-col rounded-l border border-line bg-surface shadow-card">
      <div className="flex items-center gap-1 p-1 pl-3 text-xs text-ink-2">
        {open && <span className="mr-auto">{t("palette")}</span>}
        <IconButton size="icon-sm" aria-expanded={open} label={open ? t("palette_close") : t("palette_open")} onClick={() => setOpen(!open)} className={open ? "" : "-ml-2"}>
          {open ? <PanelLeftClose aria-hidden /> : <PanelLeftOpen aria-hidden />}
        </IconButton>
      </div>
      {open && (
        <div className="min-h-0 overflow-y-auto px-1 pb-1.5">
          {GROUPS.map((group) => (
            <div key={group} role="group" aria-label={t(`agents:groups.${group}`)} className="border-t border-line py-1 first:border-t-0 first:pt-0">
              {kinds
                .filter((kind) => kind.group === group)
                .map((kind) => (
                  <button
                    key={kind.kind}
                    type="button"
                    draggable
                    onDragStart={(event) => {
                      event.dataTransfer.setData(DRAGGED, kind.kind);
                      event.dataTransfer.effectAllowed = "copy";
                    }}
                    onClick={() => onAdd(kind)}
                    className="flex h-7 w-full cursor-grab items-center gap-2 rounded-xs px-2 text-left text-xs hover:bg-hover"
                  >
                    <KindIcon kind={kind} />
                    {kindName(kind)}
                  </button>
                ))}
            </div>
          ))}
        </div>
      )}
    </section>
  );
});
