import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { useEditor } from "./editor";
import { KindIcon, useNodeNames } from "./node-face";
import type { Group, NodeKind } from "./node-kinds";

const GROUPS: Group[] = ["talk", "collect", "logic", "ai", "action", "people", "finish"];

/** The palette: every kind of step, by what it is for. */
export function AddNodeMenu({ trigger, onAdd }: { trigger: ReactNode; onAdd: (kind: NodeKind) => void }) {
  const { t } = useTranslation("agents");
  const { kinds } = useEditor();
  const { kindName } = useNodeNames();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent className="w-60">
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
