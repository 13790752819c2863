import { ClipboardPaste, Copy, CopyPlus, MessageSquare, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Kbd } from "@/ui/kbd";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import type { Position } from "../../blueprint";
import type { ClipboardActions } from "./use-clipboard";

/** Where the menu opens, and where on the canvas that is. */
export interface MenuPlace {
  x: number;
  y: number;
  at?: Position;
}

export interface ThingsMenuProps {
  place: MenuPlace;
  /** How many things it is for. */
  count: number;
  mayEdit: boolean;
  clipboard: ClipboardActions;
  onComments: () => void;
  onRemove: () => void;
  onClose: () => void;
}

/** What can be done with the chosen things, by mouse or finger. */
export function ThingsMenu({ place, count, mayEdit, clipboard, onComments, onRemove, onClose }: ThingsMenuProps) {
  const { t } = useTranslation("canvas");
  const none = count === 0;
  // What it opens at is gone with it: back to where one was, the tool bar or a step, where that is still there.
  const [before] = useState(() => document.activeElement);
  const goBack = (event: Event) => {
    event.preventDefault();
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
  return (
    <DropdownMenu open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenuTrigger asChild>
        <button type="button" tabIndex={-1} aria-label={t("menu")} className="fixed size-0" style={{ left: place.x, top: place.y }} />
      </DropdownMenuTrigger>
      <DropdownMenuContent aria-label={t("menu")} onCloseAutoFocus={goBack}>
        <DropdownMenuItem icon={<Copy aria-hidden />} disabled={none} hint={<Kbd keys="mod+c" />} onSelect={() => void clipboard.copy()}>
          {t("keys.copy")}
        </DropdownMenuItem>
        <DropdownMenuItem icon={<MessageSquare aria-hidden />} hint={<Kbd keys="c" />} onSelect={onComments}>
          {t("keys.comments")}
        </DropdownMenuItem>
        {mayEdit && (
          <>
            <DropdownMenuItem icon={<ClipboardPaste aria-hidden />} hint={<Kbd keys="mod+v" />} onSelect={() => void clipboard.paste(place.at)}>
              {t("paste.here")}
            </DropdownMenuItem>
            <DropdownMenuItem icon={<CopyPlus aria-hidden />} disabled={none} onSelect={clipboard.duplicate}>
              {t("duplicate")}
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem icon={<Trash2 aria-hidden />} disabled={none} destructive hint={<Kbd keys="Del" />} onSelect={onRemove}>
              {t("keys.delete")}
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
