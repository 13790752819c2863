import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { ColumnDef } from "@tanstack/react-table";
import { Box, Download, History } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Page } from "@/api/client";
import { useSession } from "@/api/session";
import { Button } from "@/ui/button";
import { DataTable, type TableView } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Section } from "@/ui/section-layout";
import { Moment } from "@/ui/time-ago";

interface AuditEntry {
  id: string;
  at: string;
  actor_name: string;
  actor_kind: string;
  address: string;
  action: string;
  subject_kind: string;
  subject_id: string;
}

const SUBJECTS = ["agent", "channel", "conversation", "invitation", "member", "model_account", "organization"] as const;

const auditQuery = (subject: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["settings", "audit", subject],
    queryFn: ({ pageParam, signal }) => api.get<Page<AuditEntry>>("/audit", { query: { subject_kind: subject, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** Who did what, the newest first. */
export function SecurityPage() {
  const { t, i18n } = useTranslation("settings");
  const { organization } = useSession();
  const [view, setView] = useState<TableView>({});
  const subject = typeof view.subject_kind === "string" ? view.subject_kind : undefined;
  const query = useInfiniteQuery(auditQuery(subject));
  const columns = useMemo<ColumnDef<AuditEntry>[]>(
    () => [
      {
        id: "action",
        header: t("audit.action"),
        enableHiding: false,
        meta: { className: "w-full max-w-0" },
        cell: ({ row: { original: entry } }) => (
          <div className="min-w-0">
            <span className="block truncate font-mono text-xs">{entry.action}</span>
            <span className="block truncate text-xs text-ink-3">{entry.subject_id}</span>
          </div>
        ),
      },
      { id: "actor", header: t("audit.actor"), meta: { className: "whitespace-nowrap" }, cell: ({ row }) => row.original.actor_name || row.original.actor_kind },
      { id: "address", header: t("audit.address"), meta: { from: "md" }, cell: ({ row }) => <span className="font-mono text-xs text-ink-2">{row.original.address}</span> },
      { id: "at", header: t("audit.at"), meta: { from: "sm", align: "end", className: "whitespace-nowrap" }, cell: ({ row }) => <Moment value={row.original.at} className="text-xs text-ink-2" /> },
    ],
    [t],
  );
  const nameOf = (kind: string) => (i18n.exists(`settings:audit.subjects.${kind}`) ? t(`audit.subjects.${kind}`) : kind);
  return (
    <Section title={t("sections.security")} description={t("about.security")}>
      <DataTable
        id="audit"
        label={t("sections.security")}
        columns={columns}
        query={query}
        rowId={(entry) => entry.id}
        rowName={(entry) => entry.action}
        view={view}
        onViewChange={(patch) => setView((before) => ({ ...before, ...patch }))}
        filters={[{ id: "subject_kind", label: t("audit.subject"), icon: <Box aria-hidden />, options: SUBJECTS.map((value) => ({ value, label: nameOf(value) })) }]}
        toolbar={
          <Button asChild>
            <a href={`/api/v1/audit/export?organization=${organization.id}${subject ? `&subject_kind=${subject}` : ""}`} download>
              <Download aria-hidden />
              {t("audit.export")}
            </a>
          </Button>
        }
        empty={<EmptyState icon={<History aria-hidden />} title={t("audit.empty")} description={t("audit.empty_detail")} />}
      />
    </Section>
  );
}
