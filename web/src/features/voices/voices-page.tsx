import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, Outlet, type RegisteredRouter, useNavigate, useSearch } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { AudioLines, Columns2, Mic, PhoneCall, RefreshCw } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { DataTable, RowLink, type TableView } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { useToastError } from "@/ui/use-toast-error";
import { type Catalogue, optionsQuery, useAskPlatforms, type Voice, voicesQuery } from "./api";
import { CloneSheet } from "./clone-sheet";
import { Comparator, MOST_COMPARED } from "./comparator";
import { useFilters } from "./filters";
import { VoicePlayButton } from "./play-button";
import { LikeButton, TierPill } from "./voice-sheet";

type VoiceSearch = ReturnType<typeof useSearch<RegisteredRouter, "/app/voices">>;

export function VoicesPage() {
  const { t } = useTranslation("voices");
  const navigate = useNavigate();
  const { compare, clone, ...view } = useSearch({ from: "/app/voices" });
  const { membership } = useSession();
  const query = useInfiniteQuery(voicesQuery(view));
  const options = useQuery(optionsQuery).data;
  const columns = useColumns();
  const filters = useFilters(options, view);
  const compared = (compare ?? "").split(",").filter(Boolean).slice(0, MOST_COMPARED);
  const cloning = options?.catalogues.filter(({ clones }) => clones) ?? [];
  const mayClone = membership.permissions.includes("voice:clone") && cloning.length > 0;

  const change = useCallback((patch: TableView) => void navigate({ to: "/voices", search: (before: VoiceSearch) => ({ ...before, ...patch }) as VoiceSearch, replace: true }), [navigate]);
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          options &&
          options.catalogues.length > 0 && (
            <>
              <RefreshButton catalogues={options.catalogues} />
              {mayClone && (
                <Button onClick={() => change({ clone: true })}>
                  <Mic aria-hidden />
                  {t("clone.open")}
                </Button>
              )}
            </>
          )
        }
      />
      <PageBody>
        <Failures catalogues={options?.catalogues ?? []} />
        <DataTable
          id="voices"
          label={t("title")}
          columns={columns}
          query={query}
          rowId={(voice) => voice.id}
          rowName={(voice) => voice.name}
          view={view}
          onViewChange={change}
          search={t("search")}
          filters={filters}
          rowActions={(voice) => <LikeButton voice={voice} />}
          bulkActions={(rows) => (
            <>
              <Button size="sm" disabled={rows.length < 2 || rows.length > MOST_COMPARED} onClick={() => change({ compare: rows.map(({ id }) => id).join(",") })}>
                <Columns2 aria-hidden />
                {t("compare.open")}
              </Button>
              <span className="text-xs text-ink-2">{t("compare.amount", { most: MOST_COMPARED })}</span>
            </>
          )}
          empty={<Nothing catalogues={options?.catalogues} />}
        />
      </PageBody>
      {compared.length > 1 && <Comparator ids={compared} onClose={() => change({ compare: undefined })} />}
      {clone && mayClone && <CloneSheet accounts={cloning} onClose={() => change({ clone: undefined })} />}
      <Outlet />
    </>
  );
}

function RefreshButton({ catalogues, primary }: { catalogues: Catalogue[]; primary?: boolean }) {
  const { t } = useTranslation("voices");
  const ask = useAskPlatforms();
  const showError = useToastError();
  return (
    <Button variant={primary ? "primary" : "secondary"} loading={ask.isPending || catalogues.some(({ refreshing }) => refreshing)} onClick={() => ask.mutate(undefined, { onError: showError })}>
      <RefreshCw aria-hidden />
      {t("refresh")}
    </Button>
  );
}

function Failures({ catalogues }: { catalogues: Catalogue[] }) {
  const { t } = useTranslation("voices");
  const formats = useFormats();
  const failed = catalogues.filter(({ error }) => error);
  if (failed.length === 0) return null;
  return (
    <Callout
      tone="warn"
      className="mb-4"
      title={t("failed.title", { names: formats.list(failed.map(({ account }) => account.label)) })}
      action={
        <Button asChild size="sm">
          <Link to="/settings/providers">{t("failed.look")}</Link>
        </Button>
      }
    >
      {t("failed.detail")}
    </Callout>
  );
}

function Nothing({ catalogues }: { catalogues: Catalogue[] | undefined }) {
  const { t } = useTranslation("voices");
  if (catalogues && catalogues.length > 0) {
    return <EmptyState icon={<AudioLines aria-hidden />} title={t("empty.none")} description={t("empty.none_detail")} action={<RefreshButton primary catalogues={catalogues} />} />;
  }
  return (
    <EmptyState
      icon={<AudioLines aria-hidden />}
      title={t("empty.title")}
      description={t("empty.description")}
      action={
        <Button asChild variant="primary">
          <Link to="/settings/providers">
            <PhoneCall aria-hidden />
            {t("empty.connect")}
          </Link>
        </Button>
      }
    />
  );
}

function useColumns(): ColumnDef<Voice>[] {
  const { t } = useTranslation("voices");
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("columns.name"),
        enableHiding: false,
        meta: { className: "w-full max-w-0 @2xl:w-auto @2xl:max-w-72" },
        cell: ({ row: { original: voice } }) => (
          <div className="flex min-w-0 items-center gap-2.5">
            <VoicePlayButton voice={voice} className="relative z-10" />
            <div className="min-w-0">
              <RowLink to="/voices/$voiceId" params={{ voiceId: voice.id }} search={true} className="block truncate">
                {voice.name}
              </RowLink>
              <span className="block truncate text-xs text-ink-3">{[voice.account.label, voice.maker].filter(Boolean).join(" · ")}</span>
            </div>
          </div>
        ),
      },
      {
        id: "languages",
        header: t("columns.languages"),
        meta: { from: "md", className: "max-w-64" },
        cell: ({ row: { original: voice } }) => (
          <span className="block truncate text-ink-2" title={formats.list(voice.languages.map(formats.languageName))}>
            {formats.list(voice.languages.slice(0, 2).map(formats.languageName))}
            {voice.languages.length > 2 && ` +${voice.languages.length - 2}`}
          </span>
        ),
      },
      { id: "gender", header: t("columns.gender"), meta: { from: "md", className: "whitespace-nowrap" }, cell: ({ row: { original: voice } }) => <span className="text-ink-2">{voice.gender && t(`genders.${voice.gender}`)}</span> },
      { id: "accent", header: t("columns.accent"), meta: { from: "lg", className: "max-w-40" }, cell: ({ row }) => <span className="block truncate text-ink-2">{row.original.accent}</span> },
      { id: "age", header: t("columns.age"), meta: { from: "lg", className: "max-w-32" }, cell: ({ row }) => <span className="block truncate text-ink-2">{row.original.age}</span> },
      {
        id: "tier",
        header: t("columns.tier"),
        meta: { from: "sm", className: "whitespace-nowrap" },
        cell: ({ row: { original: voice } }) => (
          <span className="flex items-center gap-1">
            <TierPill voice={voice} />
            {voice.cloned && <Pill tone="info">{t("filters.cloned")}</Pill>}
          </span>
        ),
      },
    ],
    [t, formats],
  );
}
