import { useQuery } from "@tanstack/react-query";
import { LayoutTemplate, SearchX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { matchScore } from "@/lib/text-match";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { SearchInput } from "@/ui/input";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { Skeleton } from "@/ui/skeleton";
import { industryNamesQuery, type TemplateSummary, templatesQuery } from "./api";
import { TemplateSheet } from "./template-sheet";

export function TemplatesPage() {
  const { t, i18n } = useTranslation("templates");
  const formats = useFormats();
  const found = useQuery(templatesQuery);
  const industries = useQuery(industryNamesQuery).data ?? [];
  const [search, setSearch] = useState("");
  const [opened, setOpened] = useState<TemplateSummary>();
  const industryOf = (key: string) => industries.find((one) => one.key === key)?.name[i18n.language] ?? "";
  const shown = (found.data ?? []).filter(({ title, summary, industry }) => !search || matchScore(search, `${title} ${summary} ${industryOf(industry)}`) > 0);
  return (
    <>
      <PageHeader title={t("title")} />
      <PageBody>
        {found.data && found.data.length > 0 && <SearchInput data-page-search="" label={t("search")} value={search} onValueChange={setSearch} className="mb-4 w-64 max-w-full max-sm:w-full" />}
        {found.isPending && (
          <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
            {Array.from({ length: 6 }, (_, index) => (
              <Skeleton key={index} className="h-32 rounded-l" />
            ))}
          </div>
        )}
        {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.data?.length === 0 && <EmptyState icon={<LayoutTemplate aria-hidden />} title={t("empty.title")} description={t("empty.description")} />}
        {search && found.isSuccess && shown.length === 0 && <EmptyState compact icon={<SearchX aria-hidden />} title={t("nothing")} description={t("nothing_detail")} />}
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {shown.map((template) => (
            <li key={template.key} className="relative rounded-l border border-line bg-surface p-4 shadow-card transition-colors duration-100 hover:border-ink-3">
              <span className="mb-3 grid size-8 place-items-center rounded-m border border-line bg-bg text-ink-2 [&_svg]:size-4">
                <LayoutTemplate aria-hidden />
              </span>
              <h2 className="text-base font-semibold">
                <button type="button" className="text-left outline-none after:absolute after:inset-0 focus-visible:after:rounded-l focus-visible:after:outline-2 focus-visible:after:outline-accent" onClick={() => setOpened(template)}>
                  {template.title}
                </button>
              </h2>
              <p className="mt-1 text-sm text-ink-2">{template.summary}</p>
              <p className="mt-3 flex flex-wrap gap-1.5">
                {industryOf(template.industry) && <Pill>{industryOf(template.industry)}</Pill>}
                {template.languages.map((code) => (
                  <Pill key={code}>{formats.languageName(code)}</Pill>
                ))}
              </p>
            </li>
          ))}
        </ul>
      </PageBody>
      {opened && <TemplateSheet template={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}
