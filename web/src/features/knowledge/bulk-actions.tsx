import { useQuery } from "@tanstack/react-query";
import { FolderInput, FolderPlus, RefreshCw, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Document, type Entry, type Left, type Several, sourcesQuery, useChangeDocuments, useDeleteDocuments, useDeleteEntries, useMoveEntries, useReindexDocuments, useTagEntries } from "./api";
import { useSeenBy } from "./seen-by";
import { SourceSheet } from "./source-sheet";
import { TagChange } from "./tag-change";

interface Telling {
  /** What was left as it was, for the page to tell by name. */
  onLeft: (left: Left[]) => void;
  /** The rows need not be chosen any more. */
  onDone: () => void;
}

/**
 * Whether it was done: tells how many were changed, and hands on which were not. By the promise: what is told to these
 * buttons alone is lost when the rows go out of the list that they stand over.
 */
function useDoing({ onLeft, onDone }: Telling) {
  const showError = useToastError();
  return async (doing: Promise<Several>, text: (count: number) => string) => {
    try {
      const { changed, left } = await doing;
      if (changed > 0 || left.length === 0) toast(text(changed));
      onLeft(left);
      onDone();
      return true;
    } catch (error) {
      showError(error);
      return false;
    }
  };
}

/** One thing done with several documents. */
export function DocumentActions({ documents, ...telling }: Telling & { documents: Document[] }) {
  const { t } = useTranslation("knowledge");
  const done = useDoing(telling);
  const change = useChangeDocuments();
  const again = useReindexDocuments();
  const remove = useDeleteDocuments();
  const ids = documents.map(({ id }) => id);
  const busy = change.isPending || again.isPending || remove.isPending;
  const run = (what: { source_id?: string; add_tags?: string[]; remove_tags?: string[] }) => void done(change.mutateAsync({ ids, ...what }), (count) => t("bulk.changed", { count }));
  return (
    <>
      <MoveTo kind="upload" busy={busy} onMove={(source_id) => run({ source_id })} />
      <TagChange of={documents} busy={busy} onAdd={(tag) => run({ add_tags: [tag] })} onRemove={(tag) => run({ remove_tags: [tag] })} />
      <Button size="sm" disabled={busy} onClick={() => void done(again.mutateAsync({ ids }), (count) => t("bulk.reindexed", { count }))}>
        <RefreshCw aria-hidden />
        {t("reindex")}
      </Button>
      <Delete title={t("bulk.delete_title", { count: ids.length })} busy={busy} onDelete={() => done(remove.mutateAsync({ ids }), (count) => t("bulk.deleted", { count }))}>
        {t("delete_detail", { count: documents.reduce((sum, { passages }) => sum + passages, 0) })}
      </Delete>
    </>
  );
}

/** One thing done with several questions. */
export function QuestionActions({ entries, ...telling }: Telling & { entries: Entry[] }) {
  const { t } = useTranslation("knowledge");
  const done = useDoing(telling);
  const move = useMoveEntries();
  const tag = useTagEntries();
  const remove = useDeleteEntries();
  const ids = entries.map(({ id }) => id);
  const busy = move.isPending || tag.isPending || remove.isPending;
  const retag = (what: { add_tags?: string[]; remove_tags?: string[] }) => void done(tag.mutateAsync({ ids, ...what }), (count) => t("bulk.questions_changed", { count }));
  return (
    <>
      <MoveTo kind="faq" busy={busy} onMove={(source_id) => void done(move.mutateAsync({ ids, source_id }), (count) => t("bulk.questions_moved", { count }))} />
      <TagChange of={entries} busy={busy} onAdd={(one) => retag({ add_tags: [one] })} onRemove={(one) => retag({ remove_tags: [one] })} />
      <Delete title={t("bulk.delete_questions_title", { count: ids.length })} busy={busy} onDelete={() => done(remove.mutateAsync({ ids }), (count) => t("bulk.questions_deleted", { count }))}>
        {t("faq.delete_detail")}
      </Delete>
    </>
  );
}

/** Deletes what is chosen, once that is confirmed. */
function Delete({ title, busy, onDelete, children }: { title: string; busy: boolean; onDelete: () => Promise<boolean>; children: ReactNode }) {
  const { t } = useTranslation("knowledge");
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="sm" variant="danger" disabled={busy} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
        {t("delete")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={title}
        action={t("delete")}
        destructive
        onConfirm={async () => {
          // The question stays open.
          if (!(await onDelete())) throw new Error("not deleted");
        }}
      >
        {children}
      </ConfirmDialog>
    </>
  );
}

/** The folders there are, each with the agents that look into it: which agents see something is where it is. */
function MoveTo({ kind, busy, onMove }: { kind: "upload" | "faq"; busy: boolean; onMove: (source: string) => void }) {
  const { t } = useTranslation("knowledge");
  const folders = useQuery(sourcesQuery).data?.filter((source) => source.kind === kind) ?? [];
  const seenBy = useSeenBy();
  const [making, setMaking] = useState(false);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm" disabled={busy}>
            <FolderInput aria-hidden />
            {t("bulk.move")}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent className="max-w-80">
          {folders.map(({ id, name }) => (
            <DropdownMenuItem key={id} onSelect={() => onMove(id)}>
              <span className="block truncate">{name}</span>
              <span className="block truncate text-xs text-ink-3">{seenBy(id)}</span>
            </DropdownMenuItem>
          ))}
          {folders.length > 0 && <DropdownMenuSeparator />}
          <DropdownMenuItem icon={<FolderPlus aria-hidden />} onSelect={() => setMaking(true)}>
            {t("bulk.new_folder")}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {making && <SourceSheet source={undefined} kind={kind} onSaved={({ id }) => onMove(id)} onClose={() => setMaking(false)} />}
    </>
  );
}
