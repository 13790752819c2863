import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ChangeList } from "@/features/agents";
import { Findings } from "@/features/templates";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { reviewQuery, useDecide } from "./api";
import { ReasonCard, TemplatePage } from "./template-page";
import { useThenBack } from "./then-back";

/** One version that waits: all of it, and the two things that can come of it. */
export function ReviewPage() {
  const { t } = useTranslation("gallery");
  const { submissionId } = useParams({ from: "/app/platform/gallery/$submissionId" });
  const found = useQuery(reviewQuery(submissionId));
  const decide = useDecide(submissionId);
  const thenBack = useThenBack();
  const one = found.data;
  if (found.isError && !one) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!one) return <SkeletonText lines={10} />;
  const run = (why: string | null) => void thenBack(() => decide.mutateAsync(why));
  return (
    <TemplatePage
      one={one}
      note={one.note}
      whose={
        <>
          {t("review.from", { organization: one.organization, name: one.public_name })} · {one.submitted_by} · <TimeAgo value={one.submitted_at} />
        </>
      }
      decision={
        <ReasonCard title={t("review.decide")} description={t("review.decide_detail")}>
          {(reason) => (
            <>
              <Button variant="danger" disabled={!reason} loading={decide.isPending} onClick={() => run(reason)}>
                {t("review.refuse")}
              </Button>
              <Button variant="primary" disabled={Boolean(reason)} loading={decide.isPending} onClick={() => run(null)}>
                {t("review.approve")}
              </Button>
            </>
          )}
        </ReasonCard>
      }
    >
      {one.left.length > 0 ? (
        <Card title={t("review.left")} description={t("review.left_detail")}>
          <Findings findings={one.left} />
        </Card>
      ) : (
        <Callout tone="good">{t("review.clean", { count: one.taken_out })}</Callout>
      )}
      {one.problems.length > 0 && (
        <Callout tone="warn" title={t("review.problems")}>
          <ul className="list-disc pl-4">
            {one.problems.map((problem, index) => (
              <li key={index}>{problem}</li>
            ))}
          </ul>
        </Callout>
      )}
      {one.before !== null && (
        <Card title={t("review.changes", { number: one.before })}>
          <ChangeList changes={one.changes} />
        </Card>
      )}
    </TemplatePage>
  );
}
