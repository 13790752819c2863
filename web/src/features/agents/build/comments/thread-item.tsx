import { Check, RotateCcw, Trash2 } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/session";
import { cn } from "@/lib/class-names";
import { Avatar } from "@/ui/avatar";
import { Button, IconButton } from "@/ui/button";
import { Textarea } from "@/ui/input";
import { TimeAgo } from "@/ui/time-ago";
import type { Signature } from "../../blueprint";
import { useEditor } from "../editor";
import { useNodeNames } from "../node-face";
import { answer, discard, mayWrite, MOST_ANSWERS, reword, settle, signature, type Thread } from "./threads";

/** One comment with its answers: where it belongs, who wrote what, and what can be done with it. */
export function ThreadItem({ thread, here, current, onShow }: { thread: Thread; here: string; current: boolean; onShow: (flowId: string, id: string) => void }) {
  const { t } = useTranslation("canvas");
  const { edit, mayEdit } = useEditor();
  const { user } = useMe();
  const { nameOf } = useNodeNames();
  const { flow, note, node } = thread;
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!current) return;
    item.current?.scrollIntoView({ block: "nearest" });
    item.current?.focus({ preventScroll: true });
  }, [current]);
  const where = [flow.id === here ? "" : flow.name || flow.id, node ? nameOf(node) : t("comments.on_canvas")].filter(Boolean).join(" · ");
  return (
    <li ref={item} tabIndex={-1} aria-label={t("comments.thread", { where })} className={cn("space-y-2 rounded-l border bg-surface p-3 shadow-card", current ? "border-accent" : "border-line", note.done && "bg-sunken")}>
      <div className="flex items-start gap-1">
        <button type="button" onClick={() => onShow(flow.id, node?.id ?? note.id)} className="min-w-0 flex-1 truncate rounded-xs py-1 text-left text-xs font-medium text-accent hover:underline">
          {where}
        </button>
        {mayEdit && (
          <>
            <IconButton size="icon-sm" label={note.done ? t("comments.reopen") : t("comments.done")} onClick={() => edit((one) => settle(one, flow.id, note.id, note.done ? null : signature(user)))}>
              {note.done ? <RotateCcw aria-hidden /> : <Check aria-hidden />}
            </IconButton>
            <IconButton size="icon-sm" label={t("comments.delete")} onClick={() => edit((one) => discard(one, thread))}>
              <Trash2 aria-hidden />
            </IconButton>
          </>
        )}
      </div>
      <Said signed={note.signed ?? undefined} text={note.text} {...(mayEdit && mayWrite(note, user.id) ? { onWrite: (text: string) => edit((one) => reword(one, thread, text), `note.${note.id}`) } : {})} />
      {(note.answers ?? []).length > 0 && (
        <ul aria-label={t("comments.answers")} className="space-y-2 border-l-2 border-line pl-3">
          {(note.answers ?? []).map(({ id, text, signed }) => (
            <li key={id}>
              <Said signed={signed} text={text} />
            </li>
          ))}
        </ul>
      )}
      {note.done && (
        <p className="flex items-center gap-1 text-xs text-good">
          <Check aria-hidden className="size-3.5" />
          <span>
            {t("comments.done_by", { name: note.done.name })} <TimeAgo value={note.done.at} />
          </span>
        </p>
      )}
      {mayEdit && !note.done && (note.answers?.length ?? 0) < MOST_ANSWERS && <Reply thread={thread} />}
    </li>
  );
}

function Said({ signed, text, onWrite }: { signed: Signature | undefined; text: string; onWrite?: (text: string) => void }) {
  const { t } = useTranslation("canvas");
  return (
    <div className="space-y-1">
      <p className="flex items-center gap-1.5 text-xs text-ink-2">
        {signed ? (
          <>
            <Avatar name={signed.name} />
            <span className="truncate font-medium text-ink">{signed.name}</span>
            <TimeAgo value={signed.at} className="shrink-0" />
          </>
        ) : (
          t("comments.unsigned")
        )}
      </p>
      {onWrite ? (
        <Textarea aria-label={t("note.text")} value={text} rows={2} maxLength={2_000} onChange={(event) => onWrite(event.target.value)} className="min-h-9 text-sm" />
      ) : (
        <p className="text-sm break-words whitespace-pre-wrap">{text}</p>
      )}
    </div>
  );
}

function Reply({ thread }: { thread: Thread }) {
  const { t } = useTranslation("canvas");
  const { edit } = useEditor();
  const { user } = useMe();
  const [text, setText] = useState("");
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (!text.trim()) return;
    const signed = signature(user);
    edit((one) => answer(one, thread, text.trim(), signed));
    setText("");
  };
  return (
    <form onSubmit={send} className="space-y-2">
      <Textarea
        aria-label={t("comments.answer")}
        placeholder={t("comments.answer")}
        value={text}
        rows={1}
        maxLength={2_000}
        className="min-h-9"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      {text.trim() && (
        <Button type="submit" size="sm">
          {t("comments.send_answer")}
        </Button>
      )}
    </form>
  );
}
