import { MessageSquare } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { IconButton } from "@/ui/button";
import { useEditor } from "../editor";
import { threadsOf } from "./threads";
import { useComments } from "./use-comments";

/** Opens and closes the list of comments, and tells how many are open. */
export function CommentsButton() {
  const { t } = useTranslation("canvas");
  const { blueprint } = useEditor();
  const { shown, open, close } = useComments();
  const count = useMemo(() => threadsOf(blueprint, undefined).filter(({ note }) => !note.done).length, [blueprint]);
  return (
    <IconButton size="icon-sm" label={count > 0 ? t("comments.open", { count }) : t("comments.title")} shortcut="C" aria-pressed={shown !== undefined} onClick={() => (shown ? close() : open())} className={cn("w-auto min-w-7 gap-1 px-1.5 text-xs tabular-nums", shown && "bg-accent-soft text-accent")}>
      <MessageSquare aria-hidden />
      {count || null}
    </IconButton>
  );
}
