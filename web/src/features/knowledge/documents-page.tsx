import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { Activity, BookOpen, FolderOpen, Tag, Upload } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { DataTable, RowLink, type TableFilter, type TableView } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { PageBody } from "@/ui/page-header";
import { Select } from "@/ui/select";
import { TimeAgo } from "@/ui/time-ago";
import { type Document, documentsQuery, type Left, sourcesQuery, tagsQuery, useMayChangeKnowledge } from "./api";
import { DocumentActions } from "./bulk-actions";
import { DocumentMenu } from "./document-menu";
import { DocumentSheet } from "./document-sheet";
import { DocumentState } from "./document-state";
import { LeftNote } from "./left-note";
import { TagLinks } from "./tags";
import { DropArea, UploadList, useUploads } from "./upload-zone";

export function DocumentsPage() {
  const { t } = useTranslation("knowledge");
  const navigate = useNavigate();
  const { document, passage, ...view } = useSearch({ from: "/app/knowledge/" });
  const query = useInfiniteQuery(documentsQuery(view));
  const columns = useColumns();
  const sources = useQuery(sourcesQuery).data;
  const tags = useQuery(tagsQuery("documents")).data;
  const filters = useMemo<TableFilter[]>(
    () => [
      { id: "status", label: t("columns.status"), icon: <Activity aria-hidden />, options: (["ready", "indexing", "waiting", "failed"] as const).map((value) => ({ value, label: t(`status.${value}`) })) },
      ...(sources && sources.length > 1 ? [{ id: "source", label: t("columns.source"), icon: <FolderOpen aria-hidden />, options: sources.filter(({ kind }) => kind !== "faq").map(({ id, name }) => ({ value: id, label: name })) }] : []),
      ...(tags && tags.length > 0 ? [{ id: "tag", label: t("tag"), icon: <Tag aria-hidden />, options: tags.map((value) => ({ value, label: value })) }] : []),
    ],
    [t, sources, tags],
  );
  const mayChange = useMayChangeKnowledge();
  const open = sources?.filter(({ kind }) => kind === "upload") ?? [];
  const [chosen, setChosen] = useState<string>();
  const [left, setLeft] = useState<Left[]>([]);
  // Whoever looks into a source adds to it; the first one else, as the server does.
  const into = [chosen, view.source].find((id) => open.some((one) => one.id === id)) ?? open[0]?.id;
  const { uploads, add } = useUploads(into);
  const change = useCallback((patch: TableView) => void navigate({ to: "/knowledge", search: ((before: object) => ({ ...before, ...patch })) as never, replace: true }), [navigate]);
  return (
    <DropArea disabled={!mayChange} onFiles={add}>
      {(openFiles) => {
        const button = mayChange && (
          <>
            {into && open.length > 1 && <Select className="w-44 max-sm:w-36" label={t("upload.into")} value={into} onValueChange={setChosen} options={open.map(({ id, name }) => ({ value: id, label: name }))} />}
            <Button variant="primary" onClick={openFiles}>
              <Upload aria-hidden />
              {t("upload.open")}
            </Button>
          </>
        );
        return (
          <PageBody>
            <UploadList uploads={uploads} />
            <LeftNote left={left} onClose={() => setLeft([])} />
            <DataTable
              id="documents"
              label={t("tabs.documents")}
              columns={columns}
              query={query}
              rowId={(row) => row.id}
              rowName={(row) => row.title}
              view={view}
              onViewChange={change}
              search={t("search_documents")}
              filters={filters}
              toolbar={button}
              rowActions={(row) => <DocumentMenu document={row} />}
              {...(mayChange ? { bulkActions: (rows: Document[], clear: () => void) => <DocumentActions documents={rows} onLeft={setLeft} onDone={clear} /> } : {})}
              empty={<EmptyState icon={<BookOpen aria-hidden />} title={t("empty.title")} description={t(mayChange ? "empty.description" : "empty.read_only")} action={button} />}
            />
            {document && <DocumentSheet key={`${document}-${passage ?? ""}`} id={document} passage={passage} onClose={() => change({ document: undefined, passage: undefined })} />}
          </PageBody>
        );
      }}
    </DropArea>
  );
}

function useColumns(): ColumnDef<Document>[] {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: "title",
        header: t("columns.title"),
        enableHiding: false,
        meta: { className: "w-full max-w-0 @2xl:w-auto @2xl:max-w-80" },
        cell: ({ row: { original: document } }) => (
          <div className="min-w-0">
            <RowLink to="/knowledge" search={((before: object) => ({ ...before, document: document.id })) as never} className="block truncate">
              {document.title}
            </RowLink>
            <TagLinks tags={document.tags} to="/knowledge" />
            <span className="block truncate text-xs text-ink-3">{document.error ? `${document.error.title}. ${document.error.detail}` : document.format === "facts" ? t("from_profile") : document.address || document.file_name}</span>
          </div>
        ),
      },
      { id: "status", header: t("columns.status"), meta: { className: "whitespace-nowrap" }, cell: ({ row }) => <DocumentState document={row.original} /> },
      { id: "language", header: t("columns.language"), meta: { from: "md" }, cell: ({ row }) => <span className="text-ink-2">{row.original.language ? formats.languageName(row.original.language) : "–"}</span> },
      { id: "passages", header: t("columns.passages"), meta: { from: "lg", align: "end" }, cell: ({ row }) => <span className="tabular-nums text-ink-2">{formats.number(row.original.passages)}</span> },
      { id: "size", header: t("columns.size"), meta: { from: "md", align: "end" }, cell: ({ row }) => <span className="tabular-nums text-ink-2">{row.original.size > 0 ? formats.bytes(row.original.size) : "–"}</span> },
      { id: "created", header: t("columns.created"), meta: { from: "sm", align: "end", className: "whitespace-nowrap" }, cell: ({ row }) => <TimeAgo value={row.original.created_at} className="relative z-10 text-xs text-ink-2" /> },
    ],
    [t, formats],
  );
}
