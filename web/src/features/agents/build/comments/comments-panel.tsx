import { MessageSquare, X } from "lucide-react";
import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/session";
import { Button, IconButton } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { Textarea } from "@/ui/input";
import { Switch } from "@/ui/switch";
import type { Flow, FlowNode } from "../../blueprint";
import { useEditor } from "../editor";
import { newId } from "../flow";
import { useNodeNames } from "../node-face";
import { ThreadItem } from "./thread-item";
import { comment, hasRoom, signature, threadsOf } from "./threads";
import { useComments } from "./use-comments";

export interface CommentsPanelProps {
  flow: Flow;
  node: FlowNode | undefined;
  onShow: (flowId: string, id: string) => void;
}

/** What the people who draw an agent have to say about it: the chosen step's first, then all. */
export function CommentsPanel({ flow, node, onShow }: CommentsPanelProps) {
  const { t } = useTranslation("canvas");
  const { blueprint, mayEdit } = useEditor();
  const { shown, close, showDone, setShowDone } = useComments();
  const threads = useMemo(() => threadsOf(blueprint, flow.id), [blueprint, flow.id]);
  const seen = useMemo(() => {
    const visible = threads.filter(({ note }) => showDone || !note.done || note.id === shown?.note);
    return node ? [...visible].sort((one, other) => Number(other.node?.id === node.id && other.flow.id === flow.id) - Number(one.node?.id === node.id && one.flow.id === flow.id)) : visible;
  }, [threads, showDone, shown?.note, node, flow.id]);
  return (
    <div className="space-y-4">
      {/* Where there is no room beside the flow, a sheet opens with this name and its own way to close. */}
      <div className="flex items-center gap-2 max-lg:hidden">
        <h2 className="min-w-0 flex-1 text-base font-semibold">{t("comments.title")}</h2>
        <IconButton size="icon-sm" label={t("comments.close")} onClick={close}>
          <X aria-hidden />
        </IconButton>
      </div>
      {mayEdit && <NewComment flow={flow} node={node} />}
      {threads.some(({ note }) => note.done) && <Switch checked={showDone} onCheckedChange={setShowDone} label={t("comments.show_done")} />}
      {seen.length === 0 ? (
        <EmptyState icon={<MessageSquare aria-hidden />} title={t("comments.none")} description={t("comments.none_detail")} />
      ) : (
        <ul aria-label={t("comments.title")} className="space-y-3">
          {seen.map((thread) => (
            <ThreadItem key={`${thread.flow.id} ${thread.note.id}`} thread={thread} here={flow.id} current={shown?.note === thread.note.id} onShow={onShow} />
          ))}
        </ul>
      )}
    </div>
  );
}

function NewComment({ flow, node }: { flow: Flow; node: FlowNode | undefined }) {
  const { t } = useTranslation("canvas");
  const { edit } = useEditor();
  const { user } = useMe();
  const { nameOf } = useNodeNames();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const { shown } = useComments();
  // Each time that it is asked for, by a key or a button; whoever chooses another step meanwhile stays there.
  useEffect(() => {
    if (shown && shown.note === undefined) box.current?.focus();
  }, [shown]);
  const room = hasRoom(flow);
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (!text.trim() || !room) return;
    const signed = signature(user);
    const id = newId("t");
    edit((one) => comment(one, flow.id, { id, text: text.trim(), node: node?.id, signed }));
    setText("");
    box.current?.focus();
  };
  const label = node ? t("comments.about_step", { name: nameOf(node) }) : t("comments.about_flow");
  return (
    <form onSubmit={send} className="space-y-2">
      <Textarea
        ref={box}
        aria-label={label}
        placeholder={label}
        value={text}
        rows={2}
        maxLength={2_000}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      <Button type="submit" size="sm" variant="primary" disabled={!text.trim() || !room}>
        {t("comments.send")}
      </Button>
      {!room && <p className="text-xs text-warn">{t("comments.full")}</p>}
    </form>
  );
}
