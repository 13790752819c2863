import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { useEditor } from "./editor";
import { KindIcon, useNodeNames } from "./node-face";
import type { Group, NodeKind } from "./node-kinds";

export const GROUPS: Group[] = ["talk", "collect", "logic", "ai", "action", "people", "finish"];

export interface AddNodeMenuProps {
  trigger: ReactNode;
  onAdd: (kind: NodeKind) => void;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  onCloseAutoFocus?: (event: Event) => void;
}

/** The palette: every kind of step, by what it is for. */
export function AddNodeMenu({ trigger, onAdd, onCloseAutoFocus, ...state }: AddNodeMenuProps) {
  const { t } = useTranslation("agents");
  const { kinds } = useEditor();
  const { kindName } = useNodeNames();
  return (
    <DropdownMenu {...state}>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent className="w-60" {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}>
        {GROUPS.map((group) => (
          <div key={group} role="group" aria-label={t(`groups.${group}`)}>
            <DropdownMenuLabel>{t(`groups.${group}`)}</DropdownMenuLabel>
            {kinds
              .filter((kind) => kind.group === group)
              .map((kind) => (
                <DropdownMenuItem key={kind.kind} icon={<KindIcon kind={kind} className="[&_svg]:text-white! dark:[&_svg]:text-bg!" />} onSelect={() => onAdd(kind)}>
                  {kindName(kind)}
                </DropdownMenuItem>
              ))}
          </div>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
