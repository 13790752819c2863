import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BadgeCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { contradictingQuery, reviewQuery } from "./api";
import { ContradictionNote } from "./contradiction-note";
import { Finding } from "./finding";
import { SaidCard } from "./said-card";

const MONTHS = ["3", "6", "12", "24"];

function DocumentLink({ id, title, passage }: { id: string; title: string; passage?: string }) {
  return (
    <Link to="/knowledge" search={{ document: id, passage }} className="text-sm font-medium break-words text-accent underline-offset-2 hover:underline">
      {title}
    </Link>
  );
}

/** What should be looked at again: what contradicts the business, documents that disagree, and what is old. */
export function ReviewPage() {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const [months, setMonths] = useState("12");
  const [aside, setAside] = useState(false);
  const found = useQuery(reviewQuery(Number(months), aside));
  const review = found.data;
  const mayReadTalks = useMay("conversation:read");
  const talks = useQuery({ ...contradictingQuery, enabled: mayReadTalks }).data ?? [];
  const nothing = review && talks.length === 0 && review.stale.length + review.contradictions.length + review.differences.length === 0;
  return (
    <PageBody className="w-full max-w-3xl space-y-4">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-48 flex-1 text-sm text-ink-2">{t("review.about")}</p>
        <Select className="w-56" label={t("review.months")} value={months} onValueChange={setMonths} options={MONTHS.map((value) => ({ value, label: t("review.older", { count: Number(value) }) }))} />
      </div>
      {found.isPending && <SkeletonText lines={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {nothing && <EmptyState icon={<BadgeCheck aria-hidden />} title={t("review.nothing")} description={t("review.nothing_detail")} />}
      {review && talks.length > 0 && <SaidCard talks={talks} />}
      {review && review.contradictions.length > 0 && (
        <Card title={t("review.contradictions", { count: review.contradictions.length })} description={t("review.contradictions_detail")} flush>
          <ul>
            {review.contradictions.map(({ passage_id, document_id, title, place, contradiction, ...finding }, index) => (
              <Finding key={`${passage_id}-${index}`} document={document_id} finding={finding}>
                <DocumentLink id={document_id} title={title} passage={passage_id} /> {place && <span className="text-xs text-ink-3">{place}</span>}
                <p className="mt-1 text-sm break-words">{contradiction.sentence}</p>
                <ContradictionNote found={contradiction} />
              </Finding>
            ))}
          </ul>
        </Card>
      )}
      {review && review.differences.length > 0 && (
        <Card title={t("review.differences", { count: review.differences.length })} description={t("review.differences_detail")} flush>
          <ul>
            {review.differences.map(({ kind, subject, sayings, ...finding }) => (
              <Finding key={finding.key} document={sayings[0]?.document_id ?? ""} finding={finding}>
                <p className="mb-1 text-sm font-semibold">{subject || t(`review.of.${kind}`)}</p>
                <ul className="space-y-1">
                  {sayings.map(({ passage_id, document_id, title, line, said }) => (
                    <li key={`${passage_id}-${said}`} className="flex flex-wrap items-baseline gap-x-2 text-sm">
                      <DocumentLink id={document_id} title={title} passage={passage_id} />
                      <span className="break-words text-ink-2">{line}</span>
                    </li>
                  ))}
                </ul>
              </Finding>
            ))}
          </ul>
        </Card>
      )}
      {review && review.stale.length > 0 && (
        <Card title={t("review.stale", { count: review.stale.length })} description={t("review.stale_detail")} flush>
          <ul>
            {review.stale.map(({ document_id, title, since, ...finding }) => (
              <Finding key={document_id} document={document_id} finding={finding}>
                <DocumentLink id={document_id} title={title} /> <span className="text-xs text-ink-3">{t("review.since", { date: formats.date(since) })}</span>
              </Finding>
            ))}
          </ul>
        </Card>
      )}
      {review && review.aside > 0 && (
        <Button size="sm" aria-pressed={aside} onClick={() => setAside(!aside)}>
          {aside ? t("review.hide_aside") : t("review.show_aside", { count: review.aside })}
        </Button>
      )}
      {review && review.looked_at < review.passages && <p className="text-xs text-ink-3">{t("review.part", { looked: formats.number(review.looked_at), of: formats.number(review.passages) })}</p>}
    </PageBody>
  );
}
