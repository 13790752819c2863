import { Redo2, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "@/lib/shortcuts";
import { IconButton } from "@/ui/button";
import { useEditor } from "./editor";

/** Takes back what was edited at any of the agent's tabs. */
export function UndoButtons() {
  const { t } = useTranslation("agents");
  const { undo, redo } = useEditor();
  useShortcuts([
    { keys: "mod+z", label: t("undo"), group: t("agent"), run: () => undo?.() },
    { keys: "mod+y", label: t("redo"), group: t("agent"), run: () => redo?.() },
  ]);
  return (
    <>
      <IconButton size="icon-sm" label={t("undo")} shortcut="Ctrl Z" disabled={!undo} onClick={() => undo?.()}>
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton size="icon-sm" label={t("redo")} shortcut="Ctrl Y" disabled={!redo} onClick={() => redo?.()}>
        <Redo2 aria-hidden />
      </IconButton>
    </>
  );
}
