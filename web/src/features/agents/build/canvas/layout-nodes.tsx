import { type NodeProps, NodeResizer } from "@xyflow/react";
import { Check, GripVertical, MessageSquare, RotateCcw } from "lucide-react";
import { memo, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { IconButton } from "@/ui/button";
import { TimeAgo } from "@/ui/time-ago";
import { mayWrite } from "../comments/threads";
import { useCanvasActions } from "./actions";
import type { GroupThing, NoteThing } from "./faces";

/** Typed words stay here until they are elsewhere too: a draft that comes back late must not move the cursor. */
function useWords(told: string, tell: (words: string) => void) {
  const [words, setWords] = useState(told);
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    if (!typing) setWords(told);
  }, [told, typing]);
  return {
    value: typing ? words : told,
    onFocus: () => {
      setWords(told);
      setTyping(true);
    },
    onBlur: () => setTyping(false),
    onChange: (event: { target: { value: string } }) => {
      setWords(event.target.value);
      tell(event.target.value);
    },
  };
}

/** A comment. It can be moved by its grip; whoever wrote it writes in it like in any box, others answer. */
export const NoteNode = memo(function NoteNode({ data: { note }, selected }: NodeProps<NoteThing>) {
  const { t } = useTranslation("canvas");
  const { mayEdit, putNote, settle, showComments, user } = useCanvasActions();
  const words = useWords(note.text, (text) => putNote({ ...note, text }, `note.${note.id}`));
  return (
    <div className={cn("flex size-full rounded-m border bg-warn-soft text-ink shadow-card", selected ? "border-accent ring-1 ring-accent" : "border-warn", note.done && "border-dashed")}>
      <NodeResizer isVisible={selected && mayEdit()} minWidth={120} minHeight={60} onResizeEnd={(_, { x, y, width, height }) => putNote({ ...note, position: { x, y }, width, height })} />
      <span aria-hidden className="canvas-grip grid w-6 shrink-0 cursor-grab place-items-start pt-2 pl-1 text-warn">
        <GripVertical className="size-4" />
      </span>
      <div className="flex min-w-0 flex-1 flex-col">
        <textarea {...words} aria-label={t("note.text")} placeholder={t("note.placeholder")} readOnly={!mayEdit() || !mayWrite(note, user)} maxLength={2_000} className="nodrag nowheel nopan min-h-0 w-full flex-1 resize-none bg-transparent py-2 pr-2 text-xs outline-none focus-visible:outline-2" />
        <div className="flex items-center gap-0.5 pr-1 pb-1 text-2xs text-ink-2">
          <p className="min-w-0 flex-1 truncate">
            {note.signed && (
              <>
                {note.signed.name} · <TimeAgo value={note.signed.at} />
              </>
            )}
          </p>
          <IconButton size="icon-sm" tabIndex={-1} label={note.answers?.length ? t("comments.show", { count: note.answers.length }) : t("comments.answer")} onClick={() => showComments(note.id)} className="nodrag nopan size-6 gap-0.5 text-2xs">
            <MessageSquare aria-hidden className="size-3.5" />
            {note.answers?.length || null}
          </IconButton>
          {mayEdit() && (
            <IconButton size="icon-sm" tabIndex={-1} label={note.done ? t("comments.reopen") : t("comments.done")} onClick={() => settle(note)} className="nodrag nopan size-6">
              {note.done ? <RotateCcw aria-hidden className="size-3.5" /> : <Check aria-hidden className="size-3.5" />}
            </IconButton>
          )}
        </div>
      </div>
    </div>
  );
});

/** A frame around steps. It is moved by its title, with what lies in it. */
export const GroupNode = memo(function GroupNode({ data: { group }, selected }: NodeProps<GroupThing>) {
  const { t } = useTranslation("canvas");
  const { mayEdit, putGroup } = useCanvasActions();
  const words = useWords(group.name, (name) => putGroup({ ...group, name }, `group.${group.id}`));
  return (
    <div className={cn("size-full rounded-l border-2 border-dashed", selected ? "border-accent" : "border-line-strong")}>
      <NodeResizer isVisible={selected && mayEdit()} minWidth={160} minHeight={100} onResizeEnd={(_, { x, y, width, height }) => putGroup({ ...group, position: { x, y }, width, height })} />
      <div className="pointer-events-auto flex h-9 w-fit max-w-full items-center rounded-l bg-surface pr-2 shadow-card">
        <span aria-hidden className="canvas-grip grid h-full w-7 cursor-grab place-items-center text-ink-3">
          <GripVertical className="size-4" />
        </span>
        <input {...words} aria-label={t("group.name")} placeholder={t("group.placeholder")} readOnly={!mayEdit()} maxLength={200} autoComplete="off" className="nodrag nopan min-w-0 bg-transparent text-sm font-semibold outline-none focus-visible:outline-2" />
      </div>
    </div>
  );
});
