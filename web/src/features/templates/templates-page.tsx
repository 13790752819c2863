import { useQuery } from "@tanstack/react-query";
import { type RegisteredRouter, useNavigate, useSearch } from "@tanstack/react-router";
import { LayoutTemplate, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { matchScore } from "@/lib/text-match";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { SearchInput } from "@/ui/input";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Select } from "@/ui/select";
import { Skeleton } from "@/ui/skeleton";
import { industryNamesQuery, PURPOSES, templatesQuery } from "./api";
import { GallerySection } from "./gallery/gallery-section";
import { Submissions } from "./gallery/submissions";
import { SavedSection } from "./saved-section";
import { TemplateCard } from "./template-card";
import { TemplateSheet } from "./template-sheet";

type GallerySearch = ReturnType<typeof useSearch<RegisteredRouter, "/app/templates">>;
const ALL = "all";
const HOLDS = ["agent", "flow", "prompt", "tool"] as const;

/** The gallery: by line of business, narrowed by what the agent is for. */
export function TemplatesPage() {
  const { t, i18n } = useTranslation("templates");
  const formats = useFormats();
  const navigate = useNavigate();
  const { search = "", industry = ALL, purpose = ALL, language = ALL, kind, template: openKey } = useSearch({ from: "/app/templates" });
  const found = useQuery(templatesQuery);
  const industries = useQuery(industryNamesQuery).data ?? [];
  const change = (patch: Partial<GallerySearch>) => void navigate({ to: "/templates", search: (before: GallerySearch) => ({ ...before, ...patch }) as GallerySearch, replace: true });

  const nameOf = (key: string) => industries.find((one) => one.key === key)?.name[i18n.language] ?? "";
  const holds = HOLDS.find((one) => one === kind);
  // What ships are agents.
  const agents = !holds || holds === "agent";
  const shown = (found.data ?? []).filter(
    (one) => agents && (industry === ALL || one.industry === industry) && (purpose === ALL || one.purpose === purpose) && (language === ALL || one.languages.includes(language)) && (!search || matchScore(search, `${one.title} ${one.summary} ${nameOf(one.industry)}`) > 0),
  );
  const present = [...new Set((found.data ?? []).map((one) => one.industry))];
  const languages = [...new Set((found.data ?? []).flatMap((one) => one.languages))];
  const narrowed = industry !== ALL || purpose !== ALL || language !== ALL || Boolean(search);
  const opened = found.data?.find(({ key }) => key === openKey);
  return (
    <>
      <PageHeader title={t("title")} />
      <PageBody>
        {found.data && found.data.length > 0 && (
          <div className="mb-5 flex flex-wrap gap-2">
            <SearchInput data-page-search="" label={t("search")} value={search} onValueChange={(next) => change({ search: next || undefined })} className="w-64 max-w-full max-sm:w-full" />
            <Select
              label={t("kept.kinds")}
              className="w-44 max-sm:w-[calc(50%-0.25rem)]"
              value={holds ?? ALL}
              onValueChange={(next) => change({ kind: next === ALL ? undefined : next })}
              options={[ALL, ...HOLDS].map((value) => ({ value, label: t(`kept.holds.${value}`) }))}
            />
            <Select label={t("industry")} className="w-52 max-sm:w-[calc(50%-0.25rem)]" value={industry} onValueChange={(next) => change({ industry: next === ALL ? undefined : next })} options={[{ value: ALL, label: t("every_industry") }, ...present.map((value) => ({ value, label: nameOf(value) }))]} />
            <Select
              label={t("purpose")}
              className="w-52 max-sm:w-[calc(50%-0.25rem)]"
              value={purpose}
              onValueChange={(next) => change({ purpose: next === ALL ? undefined : next })}
              options={[{ value: ALL, label: t("every_purpose") }, ...PURPOSES.map((value) => ({ value, label: t(`purposes.${value}`) }))]}
            />
            <Select
              label={t("language")}
              className="w-44 max-sm:w-[calc(50%-0.25rem)]"
              value={language}
              onValueChange={(next) => change({ language: next === ALL ? undefined : next })}
              options={[{ value: ALL, label: t("every_language") }, ...languages.map((value) => ({ value: value as string, label: formats.languageName(value) }))]}
            />
          </div>
        )}
        {found.isPending && (
          <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
            {Array.from({ length: 8 }, (_, index) => (
              <Skeleton key={index} className="h-32 rounded-l" />
            ))}
          </div>
        )}
        {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.data?.length === 0 && <EmptyState icon={<LayoutTemplate aria-hidden />} title={t("empty.title")} description={t("empty.description")} />}
        {(industry === ALL || !agents) && <SavedSection search={search} holds={holds} purpose={purpose === ALL ? "" : purpose} language={language === ALL ? "" : language} opened={openKey} onOpen={(id) => change({ template: id })} />}
        {!narrowed && <Submissions holds={holds} />}
        <GallerySection
          holds={holds}
          search={search}
          industry={industry === ALL ? undefined : industry}
          purpose={purpose === ALL ? undefined : purpose}
          language={language === ALL ? undefined : language}
          opened={openKey}
          onOpen={(id) => change({ template: id })}
        />
        {found.isSuccess && agents && found.data.length > 0 && shown.length === 0 && <EmptyState compact icon={<SearchX aria-hidden />} title={t("nothing")} description={t("nothing_detail")} />}
        {present
          .filter((key) => shown.some((one) => one.industry === key))
          .map((key) => (
            <section key={key} aria-labelledby={`industry-${key}`} className="mb-7">
              <h2 id={`industry-${key}`} className="mb-2.5 text-base font-semibold">
                {nameOf(key)}
              </h2>
              <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
                {shown
                  .filter((one) => one.industry === key)
                  .map((one) => (
                    <TemplateCard key={one.key} title={one.title} summary={one.summary} pills={[t(`purposes.${one.purpose}`), ...one.languages.map((code) => formats.languageName(code))]} onOpen={() => change({ template: one.key })} />
                  ))}
              </ul>
            </section>
          ))}
      </PageBody>
      {opened && <TemplateSheet template={opened} onClose={() => change({ template: undefined })} />}
    </>
  );
}
