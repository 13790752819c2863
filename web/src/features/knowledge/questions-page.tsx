import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { ClipboardPaste, FolderOpen, MessageCircleQuestion, Plus, Tag, Trash2 } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DataTable, type TableFilter, type TableView } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { PageBody } from "@/ui/page-header";
import { TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { entriesQuery, type Entry, type Left, sourcesQuery, tagsQuery, useDeleteEntry, useMayChangeKnowledge } from "./api";
import { QuestionActions } from "./bulk-actions";
import { EntrySheet, PasteSheet } from "./entry-sheets";
import { LeftNote } from "./left-note";
import { TagLinks } from "./tags";

export function QuestionsPage() {
  const { t } = useTranslation("knowledge");
  const navigate = useNavigate();
  const view = useSearch({ from: "/app/knowledge/questions" });
  const query = useInfiniteQuery(entriesQuery(view));
  const mayChange = useMayChangeKnowledge();
  const remove = useDeleteEntry();
  const showError = useToastError();
  const [editing, setEditing] = useState<Entry | "new">();
  const [pasting, setPasting] = useState(false);
  const [deleting, setDeleting] = useState<Entry>();
  const [left, setLeft] = useState<Left[]>([]);
  const columns = useColumns(setEditing);
  const sources = useQuery(sourcesQuery).data?.filter(({ kind }) => kind === "faq") ?? [];
  const tags = useQuery(tagsQuery("questions")).data ?? [];
  const filters: TableFilter[] = [
    ...(sources.length > 1 ? [{ id: "source", label: t("columns.source"), icon: <FolderOpen aria-hidden />, options: sources.map(({ id, name }) => ({ value: id, label: name })) }] : []),
    ...(tags.length > 0 ? [{ id: "tag", label: t("tag"), icon: <Tag aria-hidden />, options: tags.map((value) => ({ value, label: value })) }] : []),
  ];
  const change = useCallback((patch: TableView) => void navigate({ to: "/knowledge/questions", search: ((before: object) => ({ ...before, ...patch })) as never, replace: true }), [navigate]);
  const buttons = mayChange && (
    <>
      <Button onClick={() => setPasting(true)}>
        <ClipboardPaste aria-hidden />
        {t("faq.paste")}
      </Button>
      <Button variant="primary" onClick={() => setEditing("new")}>
        <Plus aria-hidden />
        {t("faq.new")}
      </Button>
    </>
  );
  return (
    <PageBody>
      <LeftNote left={left} onClose={() => setLeft([])} />
      <DataTable
        id="questions"
        label={t("tabs.questions")}
        columns={columns}
        query={query}
        rowId={(entry) => entry.id}
        rowName={(entry) => entry.question}
        view={view}
        onViewChange={change}
        search={t("faq.search")}
        filters={filters}
        toolbar={buttons}
        {...(mayChange ? { bulkActions: (rows: Entry[], clear: () => void) => <QuestionActions entries={rows} onLeft={setLeft} onDone={clear} /> } : {})}
        rowActions={(entry) =>
          entry.can.includes("knowledge:update") && (
            <IconButton size="icon-sm" label={t("faq.delete", { question: entry.question })} onClick={() => setDeleting(entry)}>
              <Trash2 aria-hidden />
            </IconButton>
          )
        }
        empty={<EmptyState icon={<MessageCircleQuestion aria-hidden />} title={t("faq.empty")} description={t("faq.empty_detail")} action={buttons} />}
      />
      {editing && <EntrySheet entry={editing === "new" ? undefined : editing} sources={sources} into={view.source} onClose={() => setEditing(undefined)} />}
      {pasting && <PasteSheet sources={sources} into={view.source} onClose={() => setPasting(false)} />}
      <ConfirmDialog
        open={deleting !== undefined}
        onOpenChange={(open) => !open && setDeleting(undefined)}
        title={t("faq.delete_title", { question: deleting?.question ?? "" })}
        action={t("delete")}
        destructive
        onConfirm={async () => {
          if (!deleting) return;
          try {
            await remove.mutateAsync(deleting.id);
            toast(t("faq.deleted"));
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("faq.delete_detail")}
      </ConfirmDialog>
    </PageBody>
  );
}

function useColumns(onOpen: (entry: Entry) => void): ColumnDef<Entry>[] {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: "question",
        header: t("faq.question"),
        enableHiding: false,
        meta: { className: "w-full max-w-0" },
        cell: ({ row: { original: entry } }) => (
          <div className="min-w-0">
            <button type="button" className="block max-w-full truncate text-left font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent" onClick={() => onOpen(entry)}>
              {entry.question}
            </button>
            <TagLinks tags={entry.tags} to="/knowledge/questions" />
            <span className="block truncate text-xs text-ink-3">{entry.answer}</span>
          </div>
        ),
      },
      { id: "language", header: t("columns.language"), meta: { from: "sm" }, cell: ({ row }) => <span className="whitespace-nowrap text-ink-2">{row.original.language ? formats.languageName(row.original.language) : "–"}</span> },
      { id: "updated", header: t("columns.updated"), meta: { from: "sm", align: "end", className: "whitespace-nowrap" }, cell: ({ row }) => <TimeAgo value={row.original.updated_at} className="relative z-10 text-xs text-ink-2" /> },
    ],
    [t, formats, onOpen],
  );
}
