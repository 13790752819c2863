import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { SearchX, TextSearch } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { SearchInput } from "@/ui/input";
import { PageBody } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { Skeleton } from "@/ui/skeleton";
import { searchKnowledge } from "./api";

/** What an agent would find for a question, before anybody asks it. */
export function TryPage() {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const [question, setQuestion] = useState("");
  const search = useMutation({ mutationFn: searchKnowledge });
  const ask = (event?: FormEvent) => {
    event?.preventDefault();
    if (question.trim()) search.mutate(question.trim());
  };
  const found = search.data;
  return (
    <PageBody className="max-w-3xl">
      <form role="search" aria-label={t("tabs.try")} className="mb-5 flex flex-wrap gap-2" onSubmit={ask}>
        <SearchInput label={t("try.question")} placeholder={t("try.example")} value={question} onValueChange={setQuestion} maxLength={500} className="min-w-0 flex-1 basis-52" autoFocus />
        <Button type="submit" variant="primary" loading={search.isPending} disabled={!question.trim()}>
          {t("try.submit")}
        </Button>
      </form>
      <div aria-live="polite" aria-busy={search.isPending}>
        {search.isIdle && <EmptyState icon={<TextSearch aria-hidden />} title={t("try.empty")} description={t("try.empty_detail")} />}
        {search.isPending && (
          <div className="space-y-2">
            {Array.from({ length: 3 }, (_, index) => (
              <Skeleton key={index} className="h-28 rounded-m" />
            ))}
          </div>
        )}
        {search.isError && <ErrorState error={search.error} onRetry={() => ask()} />}
        {found?.items.length === 0 && <EmptyState icon={<SearchX aria-hidden />} title={t("try.nothing")} description={t("try.nothing_detail")} />}
        {found && found.items.length > 0 && (
          <>
            <p className="mb-2 flex flex-wrap items-center gap-2 text-xs text-ink-3">
              {t("try.found", { count: found.items.length, time: formats.milliseconds(found.milliseconds) })}
              {found.concepts.map((concept) => (
                <Pill key={concept}>{concept}</Pill>
              ))}
            </p>
            <ol className="space-y-2">
              {found.items.map((hit) => (
                <li key={hit.passage_id} className="rounded-m border border-line bg-surface px-4 py-3 shadow-card">
                  <p className="mb-1 flex flex-wrap items-baseline gap-x-2 text-xs">
                    <Link to="/knowledge" search={{ document: hit.document_id }} className="font-medium text-accent underline-offset-2 hover:underline">
                      {hit.title}
                    </Link>
                    {hit.place && <span className="text-ink-3">{hit.place}</span>}
                    <span className="ml-auto tabular-nums text-ink-3">{t("try.score", { score: formats.number(hit.score, 2) })}</span>
                  </p>
                  <p className="text-sm break-words whitespace-pre-line">{hit.text}</p>
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </PageBody>
  );
}
