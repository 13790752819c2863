import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { StarRow } from "@/features/templates";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { shelvedQuery, useRemoveComment, useTakeDown } from "./api";
import { ReasonCard, TemplatePage } from "./template-page";
import { useThenBack } from "./then-back";

/** A template that is in the gallery, as whoever answers for the installation sees it. */
export function ShelvedPage() {
  const { t } = useTranslation("gallery");
  const showError = useToastError();
  const { galleryId } = useParams({ from: "/app/platform/gallery/published/$galleryId" });
  const found = useQuery(shelvedQuery(galleryId));
  const takeDown = useTakeDown(galleryId);
  const remove = useRemoveComment();
  const thenBack = useThenBack();
  const one = found.data;
  if (found.isError && !one) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!one) return <SkeletonText lines={10} />;
  return (
    <TemplatePage
      one={one}
      whose={t("by", { author: one.author })}
      decision={
        <ReasonCard title={t("review.take_down_title")} description={t("review.take_down_detail")}>
          {(reason) => (
            <Button variant="danger-solid" disabled={!reason} loading={takeDown.isPending} onClick={() => void thenBack(() => takeDown.mutateAsync(reason))}>
              {t("review.take_down")}
            </Button>
          )}
        </ReasonCard>
      }
    >
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
    </TemplatePage>
  );
}
