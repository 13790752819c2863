import { useQuery } from "@tanstack/react-query";
import { Paperclip, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Combobox } from "@/ui/combobox";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Textarea } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { Moment, TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { type Conversation, type Note, tagsQuery, useAddNote, useDeleteNote, useDownload, useSetTags } from "./api";

/** What people wrote beside it, what the agent found out, and where it came from. */
export function Details({ one }: { one: Conversation }) {
  const { t } = useTranslation("conversations");
  const formats = useFormats();
  const mayWrite = one.can.includes("conversation:annotate");
  const facts = [
    [t("details.started"), <Moment key="started" value={one.started_at} />],
    ...(one.ended_at ? [[t("details.ended"), <Moment key="ended" value={one.ended_at} />] as const] : []),
    ...(one.handed_off_at ? [[t("details.handed_off"), <Moment key="handed" value={one.handed_off_at} />] as const] : []),
    [t("details.tokens"), t("trace.tokens", { sent: formats.number(one.tokens_in), received: formats.number(one.tokens_out) })],
    ...(one.page_url ? [[t("details.page"), one.page_url] as const] : []),
    ...(one.rating_comment ? [[t("details.comment"), `«${one.rating_comment}»`] as const] : []),
  ] as const;
  const variables = Object.entries(one.variables);
  return (
    <div className="space-y-6 px-5 py-4">
      <Part title={t("columns.tags")}>
        <Tags one={one} mayWrite={mayWrite} />
      </Part>
      <Part title={t("notes.title")}>
        <Notes one={one} mayWrite={mayWrite} />
      </Part>
      <Part title={t("details.variables")}>
        {variables.length === 0 ? (
          <p className="text-sm text-ink-2">{t("details.no_variables")}</p>
        ) : (
          <dl className="divide-y divide-line rounded-m border border-line">
            {variables.map(([name, value]) => (
              <div key={name} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-3 px-3 py-1.5 text-sm">
                <dt className="truncate font-mono text-xs leading-5 text-ink-2" title={name}>
                  {name}
                </dt>
                <dd className="break-words">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        )}
      </Part>
      {one.attachments.length > 0 && (
        <Part title={t("details.attachments")}>
          <Attachments one={one} />
        </Part>
      )}
      <Part title={t("details.about")}>
        <dl className="space-y-1.5 text-sm">
          {facts.map(([label, value]) => (
            <div key={label} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-3">
              <dt className="text-ink-2">{label}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
        </dl>
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Tags({ one, mayWrite }: { one: Conversation; mayWrite: boolean }) {
  const { t } = useTranslation("conversations");
  const showError = useToastError();
  const tags = useSetTags(one.id);
  const write = (next: string[]) => tags.mutate(next, { onError: showError });
  const inUse = useQuery({ ...tagsQuery, enabled: mayWrite }).data;
  if (mayWrite) {
    // Its own first: there they are taken away.
    const offered = [...new Set([...one.tags, ...(inUse ?? []).map(({ tag }) => tag)])];
    return (
      <Combobox multiple label={t("columns.tags")} placeholder={t("tags.placeholder")} value={one.tags} onValueChange={write} options={offered.map((value) => ({ value, label: value }))} onCreate={(text) => write([...one.tags, text.slice(0, 40)])} />
    );
  }
  if (one.tags.length === 0) return <p className="text-sm text-ink-2">{t("tags.none")}</p>;
  return (
    <p className="flex flex-wrap gap-1">
      {one.tags.map((tag) => (
        <Pill key={tag}>{tag}</Pill>
      ))}
    </p>
  );
}

function Notes({ one, mayWrite }: { one: Conversation; mayWrite: boolean }) {
  const { t } = useTranslation("conversations");
  const showError = useToastError();
  const [text, setText] = useState("");
  const [leaving, setLeaving] = useState<Note>();
  const add = useAddNote(one.id);
  const remove = useDeleteNote(one.id);
  return (
    <>
      {one.notes.length === 0 && !mayWrite && <p className="text-sm text-ink-2">{t("notes.none")}</p>}
      <ul className="space-y-2">
        {one.notes.map((note) => (
          <li key={note.id} className="flex items-start gap-2 rounded-m bg-sunken px-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="text-sm break-words whitespace-pre-wrap">{note.text}</p>
              <p className="mt-0.5 text-xs text-ink-3">
                {note.author.name || t("notes.nobody")} · <TimeAgo value={note.created_at} />
              </p>
            </div>
            {note.can_delete && (
              <IconButton size="icon-sm" label={t("notes.delete")} onClick={() => setLeaving(note)}>
                <Trash2 aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <form
          className="mt-2 space-y-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim()) add.mutate(text.trim(), { onSuccess: () => setText(""), onError: showError });
          }}
        >
          <Textarea rows={2} className="min-h-14" maxLength={4000} aria-label={t("notes.write")} placeholder={t("notes.placeholder")} value={text} onChange={(event) => setText(event.target.value)} />
          <Button type="submit" size="sm" disabled={!text.trim()} loading={add.isPending}>
            {t("notes.add")}
          </Button>
        </form>
      )}
      <ConfirmDialog
        open={leaving !== undefined}
        onOpenChange={(open) => !open && setLeaving(undefined)}
        title={t("notes.delete_title")}
        action={t("notes.delete")}
        destructive
        onConfirm={async () => {
          if (!leaving) return;
          try {
            await remove.mutateAsync(leaving.id);
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {leaving?.text}
      </ConfirmDialog>
    </>
  );
}

function Attachments({ one }: { one: Conversation }) {
  const formats = useFormats();
  const showError = useToastError();
  const download = useDownload(one.id);
  return (
    <ul className="space-y-1">
      {one.attachments.map((file) => (
        <li key={file.id}>
          <Button size="sm" variant="ghost" className="max-w-full" loading={download.isPending && download.variables.id === file.id} onClick={() => download.mutate(file, { onError: showError })}>
            <Paperclip aria-hidden />
            <span className="truncate">{file.name}</span>
            <span className="font-normal text-ink-3">{formats.bytes(file.size)}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
