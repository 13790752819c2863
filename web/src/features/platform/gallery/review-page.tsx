import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ChangeList } from "@/features/agents";
import { Findings, InsideView, StarRow } from "@/features/templates";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { reviewQuery, shelvedQuery, useDecide, useRemoveComment, useTakeDown } from "./api";

function Back() {
  const { t } = useTranslation("gallery");
  return (
    <p className="text-sm">
      <Link to="/platform/gallery" className="text-accent hover:underline">
        ← {t("review.back")}
      </Link>
    </p>
  );
}

/** One version that waits: all of it, and the two things that can come of it. */
export function ReviewPage() {
  const { t } = useTranslation("gallery");
  const router = useRouter();
  const showError = useToastError();
  const { submissionId } = useParams({ from: "/app/platform/gallery/$submissionId" });
  const found = useQuery(reviewQuery(submissionId));
  const decide = useDecide(submissionId);
  const [reason, setReason] = useState("");
  const one = found.data;
  if (found.isError && !one) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!one) return <SkeletonText lines={10} />;
  const run = async (why: string | null) => {
    try {
      await decide.mutateAsync(why);
      await router.navigate({ to: "/platform/gallery" });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <div className="max-w-5xl space-y-5">
      <Back />
      <div>
        <h2 className="text-md font-semibold break-words">
          {one.title} <span className="text-sm font-normal text-ink-3">{t("version", { number: one.version })}</span>
        </h2>
        <p className="text-sm text-ink-2">
          {t("review.from", { organization: one.organization, name: one.public_name })} · {one.submitted_by} · <TimeAgo value={one.submitted_at} />
        </p>
        {one.summary && <p className="mt-1 text-sm break-words">{one.summary}</p>}
        {one.note && <p className="mt-1 text-sm break-words text-ink-2">{one.note}</p>}
      </div>
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
      <Card title={t("publish.inside")}>
        <InsideView inside={one.inside} />
      </Card>
      <Card title={t("review.decide")} description={t("review.decide_detail")}>
        <Field label={t("review.reason")} help={t("review.reason_help")}>
          <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <div className="mt-3 flex flex-wrap justify-end gap-2">
          <Button variant="danger" disabled={!reason.trim()} loading={decide.isPending} onClick={() => void run(reason.trim())}>
            {t("review.refuse")}
          </Button>
          <Button variant="primary" disabled={Boolean(reason.trim())} loading={decide.isPending} onClick={() => void run(null)}>
            {t("review.approve")}
          </Button>
        </div>
      </Card>
    </div>
  );
}

/** A template that is in the gallery, as whoever answers for the installation sees it. */
export function ShelvedPage() {
  const { t } = useTranslation("gallery");
  const router = useRouter();
  const showError = useToastError();
  const { galleryId } = useParams({ from: "/app/platform/gallery/published/$galleryId" });
  const found = useQuery(shelvedQuery(galleryId));
  const takeDown = useTakeDown(galleryId);
  const remove = useRemoveComment();
  const [reason, setReason] = useState("");
  const one = found.data;
  if (found.isError && !one) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!one) return <SkeletonText lines={10} />;
  const run = async () => {
    try {
      await takeDown.mutateAsync(reason.trim());
      await router.navigate({ to: "/platform/gallery" });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <div className="max-w-5xl space-y-5">
      <Back />
      <div>
        <h2 className="text-md font-semibold break-words">
          {one.title} <span className="text-sm font-normal text-ink-3">{t("version", { number: one.version })}</span>
        </h2>
        <p className="text-sm text-ink-2">{t("by", { author: one.author })}</p>
        {one.summary && <p className="mt-1 text-sm break-words">{one.summary}</p>}
      </div>
      {one.comments.length > 0 && (
        <Card title={t("comments")}>
          <ul className="space-y-3 text-sm">
            {one.comments.map((comment) => (
              <li key={comment.id} className="flex flex-wrap items-start gap-3">
                <div className="min-w-48 flex-1">
                  <StarRow stars={comment.stars} />
                  <p className="break-words whitespace-pre-wrap">{comment.comment}</p>
                </div>
                <Button size="sm" loading={remove.isPending} onClick={() => remove.mutate(comment.id, { onError: showError })}>
                  {t("review.remove_comment")}
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title={t("publish.inside")}>
        <InsideView inside={one.inside} />
      </Card>
      <Card title={t("review.take_down_title")} description={t("review.take_down_detail")}>
        <Field label={t("review.reason")} help={t("review.reason_help")}>
          <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <div className="mt-3 flex justify-end">
          <Button variant="danger-solid" disabled={!reason.trim()} loading={takeDown.isPending} onClick={() => void run()}>
            {t("review.take_down")}
          </Button>
        </div>
      </Card>
    </div>
  );
}
