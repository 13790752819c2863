import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type RegisteredRouter, useNavigate, useSearch } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { Plus, ScrollText, Tag } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { useShortcuts } from "@/lib/shortcuts";
import { Button } from "@/ui/button";
import { DataTable, RowLink, type TableFilter, type TableView } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { TimeAgo } from "@/ui/time-ago";
import { promptsQuery, type PromptSummary, tagsQuery } from "./api";
import { NewPrompt } from "./new-prompt";
import { PromptStatus } from "./prompt-status";

type Search = ReturnType<typeof useSearch<RegisteredRouter, "/app/prompts">>;

export function PromptsPage() {
  const { t } = useTranslation("prompts");
  const navigate = useNavigate();
  const { new: making, ...view } = useSearch({ from: "/app/prompts" });
  const query = useInfiniteQuery(promptsQuery(view));
  const tags = useQuery(tagsQuery).data ?? [];
  const columns = useColumns();
  const mayManage = useMay("prompt:manage");
  const change = useCallback((patch: TableView) => void navigate({ to: "/prompts", search: (before: Search) => ({ ...before, ...patch }) as Search, replace: true }), [navigate]);
  const setMaking = (open: boolean) => change({ new: open || undefined } as never);
  useShortcuts(mayManage ? [{ keys: "n", label: t("new"), group: t("title"), run: () => setMaking(true) }] : []);
  const filters: TableFilter[] = tags.length > 0 ? [{ id: "tag", label: t("columns.tags"), icon: <Tag aria-hidden />, options: tags.map((tag) => ({ value: tag, label: tag })) }] : [];
  const button = mayManage && (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <Plus aria-hidden />
      {t("new")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} actions={button} />
      <PageBody>
        <DataTable
          id="prompts"
          label={t("title")}
          columns={columns}
          query={query}
          rowId={(one) => one.id}
          rowName={(one) => one.title}
          view={view}
          onViewChange={change}
          search={t("search")}
          filters={filters}
          empty={<EmptyState icon={<ScrollText aria-hidden />} title={t("empty.title")} description={t("empty.description")} action={button} />}
        />
      </PageBody>
      {mayManage && making && <NewPrompt onClose={() => setMaking(false)} />}
    </>
  );
}

function useColumns(): ColumnDef<PromptSummary>[] {
  const { t } = useTranslation("prompts");
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: "title",
        header: t("columns.name"),
        enableHiding: false,
        meta: { className: "w-full max-w-0 @2xl:w-auto @2xl:max-w-96" },
        cell: ({ row: { original: one } }) => (
          <div className="min-w-0">
            <RowLink to="/prompts/$promptId" params={{ promptId: one.id }} className="block truncate">
              {one.title}
            </RowLink>
            <span className="block truncate text-xs text-ink-3">{one.opening || one.name}</span>
          </div>
        ),
      },
      { id: "status", header: t("columns.status"), meta: { className: "whitespace-nowrap" }, cell: ({ row: { original: one } }) => <PromptStatus prompt={one} /> },
      {
        id: "tags",
        header: t("columns.tags"),
        meta: { from: "md" },
        cell: ({ row: { original: one } }) => (
          <span className="flex flex-wrap gap-1">
            {one.tags.map((tag) => (
              <Pill key={tag}>{tag}</Pill>
            ))}
          </span>
        ),
      },
      { id: "language", header: t("columns.language"), meta: { from: "lg" }, cell: ({ row }) => <span className="text-ink-2">{formats.languageName(row.original.language)}</span> },
      { id: "updated", header: t("columns.updated"), meta: { from: "sm", align: "end", className: "whitespace-nowrap" }, cell: ({ row }) => <TimeAgo value={row.original.updated_at} className="relative z-10 text-xs text-ink-2" /> },
    ],
    [t, formats],
  );
}
