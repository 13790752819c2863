import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Document, type DocumentLanguage, documentQuery, passagesQuery, sourcesQuery, useChangeDocument } from "./api";
import { DocumentMenu } from "./document-menu";
import { DocumentState, silentPages } from "./document-state";
import { LONGEST_TAGS, tagsIn } from "./tags";

const AUTOMATIC = "auto";
const bringIntoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: "center" });

export function DocumentSheet({ id, passage, onClose }: { id: string; passage?: string | undefined; onClose: () => void }) {
  const { t } = useTranslation("knowledge");
  const found = useQuery(documentQuery(id));
  const document = found.data;
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} width="lg" title={document?.title ?? t("document")} description={document?.file_name} actions={document && <DocumentMenu document={document} onDeleted={onClose} />}>
      {found.isPending && <SkeletonText lines={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} compact />}
      {document && <Inside document={document} passage={passage} />}
    </Sheet>
  );
}

function Inside({ document, passage }: { document: Document; passage: string | undefined }) {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const showError = useToastError();
  const change = useChangeDocument(document.id);
  const sources = useQuery(sourcesQuery).data ?? [];
  const source = sources.find(({ id }) => id === document.source_id);
  const folders = source?.kind === "upload" ? sources.filter(({ kind }) => kind === "upload") : [];
  const [title, setTitle] = useState(document.title);
  // What is written here, or by the profile, is named by its source.
  const mayRename = document.can.includes("knowledge:update") && document.file_name !== "";
  const rename = () => change.mutate({ title: title.trim() }, { onSuccess: () => toast(t("renamed")), onError: showError });
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-2">
        <DocumentState document={document} />
        <span>{formats.bytes(document.size)}</span>
        {source && <span>{t("in_source", { name: source.name })}</span>}
        {document.uploaded_by && <span>{t("uploaded_by", { name: document.uploaded_by, date: formats.date(document.created_at) })}</span>}
      </div>
      {document.error && (
        <Callout tone="bad" title={document.error.title}>
          {document.error.detail}
        </Callout>
      )}
      {silentPages(document) > 0 && (
        <Callout tone="warn" title={t("silent_pages", { count: silentPages(document) })}>
          {t("silent_pages_detail")}
        </Callout>
      )}
      {mayRename && (
        <form
          aria-label={t("rename")}
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            rename();
          }}
        >
          <Field label={t("document_title")} help={t("document_title_help")} className="flex-1">
            <Input value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
          </Field>
          {title.trim() !== document.title && (
            <Button type="submit" disabled={!title.trim()} loading={change.isPending} className="mb-6">
              {t("rename")}
            </Button>
          )}
        </form>
      )}
      <Field label={t("columns.language")} help={t("language_help")}>
        <Select
          label={t("columns.language")}
          value={document.language_chosen ? document.language : AUTOMATIC}
          disabled={!document.can.includes("knowledge:update") || change.isPending}
          onValueChange={(value) => change.mutate({ language: (value === AUTOMATIC ? "" : value) as DocumentLanguage }, { onError: showError })}
          options={[{ value: AUTOMATIC, label: t("language_automatic") }, ...["es", "en", "pt"].map((value) => ({ value, label: formats.languageName(value) }))]}
        />
      </Field>
      {folders.length > 1 && (
        <Field label={t("folder")} help={t("folder_help")}>
          <Select
            label={t("folder")}
            value={document.source_id}
            disabled={!document.can.includes("knowledge:update") || change.isPending}
            onValueChange={(source_id) => change.mutate({ source_id }, { onError: showError })}
            options={folders.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
      {document.address && (
        <p className="text-xs text-ink-2">
          <a href={document.address} target="_blank" rel="noopener noreferrer" className="break-all text-accent underline-offset-2 hover:underline">
            {document.address}
          </a>
          {document.read_at && <span className="ml-2 text-ink-3">{t("read_at", { date: formats.dateTime(document.read_at) })}</span>}
        </p>
      )}
      {document.can.includes("knowledge:update") && <Tags document={document} />}
      {document.status === "ready" && <Passages document={document} sought={passage} />}
    </div>
  );
}

/** Words of the team's own, parted by commas, to find and put together what belongs together. */
function Tags({ document }: { document: Document }) {
  const { t } = useTranslation("knowledge");
  const showError = useToastError();
  const change = useChangeDocument(document.id);
  const before = document.tags.join(", ");
  const [typed, setTyped] = useState(before);
  const tags = tagsIn(typed);
  return (
    <form
      aria-label={t("tags")}
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ tags }, { onSuccess: () => setTyped(tags.join(", ")), onError: showError });
      }}
    >
      <Field label={t("tags")} help={t("tags_help")} className="flex-1">
        <Input value={typed} maxLength={LONGEST_TAGS} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
      </Field>
      {tags.join(", ") !== before && (
        <Button type="submit" loading={change.isPending} className="mb-6">
          {t("save")}
        </Button>
      )}
    </form>
  );
}

/** What was read. From the passage on that somebody came for, which is marked; from the first one when they ask. */
function Passages({ document, sought }: { document: Document; sought: string | undefined }) {
  const { t } = useTranslation("knowledge");
  const [whole, setWhole] = useState(false);
  const found = useInfiniteQuery(passagesQuery(document.id, document.indexed_at, whole ? undefined : sought));
  const passages = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby="passages">
      <h3 id="passages" className="mb-2 text-sm font-semibold">
        {t("passages", { count: document.passages })}
      </h3>
      {sought && !whole && passages[0] && passages[0].position > 0 && (
        <Button size="sm" className="mb-2" onClick={() => setWhole(true)}>
          {t("from_beginning")}
        </Button>
      )}
      {found.isPending && <SkeletonText lines={5} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} compact />}
      <ol className="space-y-2">
        {passages.map((passage) => (
          <li
            key={passage.id}
            ref={passage.id === sought ? bringIntoView : undefined}
            {...(passage.id === sought ? { "aria-current": "true" as const } : {})}
            className={cn("rounded-m border border-line px-3 py-2.5", passage.id === sought && "border-accent bg-accent-soft")}
          >
            <p className={cn("mb-1 text-xs text-ink-3", passage.id === sought && "text-ink-2")}>{[passage.place, passage.heading].filter(Boolean).join(" · ")}</p>
            <p className="text-sm break-words whitespace-pre-line">{passage.text}</p>
          </li>
        ))}
      </ol>
      {found.hasNextPage && (
        <Button size="sm" className="mt-3" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("more_passages")}
        </Button>
      )}
    </section>
  );
}
