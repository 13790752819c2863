import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Rating } from "@/features/templates";
import { useFormats } from "@/lib/locale";
import { useDebounced } from "@/lib/use-debounced";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ErrorState } from "@/ui/error-state";
import { SearchInput } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { shelfQuery, waitingQuery } from "./api";

/** For super admins: what waits to be looked at, and what is in the gallery. */
export function ReviewList() {
  const { t } = useTranslation(["gallery", "templates"]);
  const formats = useFormats();
  const waiting = useQuery(waitingQuery);
  const [search, setSearch] = useState("");
  const words = useDebounced(search);
  const shelf = useInfiniteQuery(shelfQuery(words || undefined));
  const shown = shelf.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="max-w-5xl space-y-5">
      <Card title={t("review.waiting")} description={t("review.waiting_detail")} flush>
        {waiting.isPending && <SkeletonText className="p-4" lines={3} />}
        {waiting.isError && <ErrorState compact error={waiting.error} onRetry={() => void waiting.refetch()} />}
        {waiting.data?.length === 0 && <p className="px-4 pb-4 text-sm text-ink-2">{t("review.none")}</p>}
        <ul className="divide-y divide-line border-t border-line empty:hidden">
          {waiting.data?.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 text-sm">
              <div className="min-w-48 flex-1">
                <Link to="/platform/gallery/$submissionId" params={{ submissionId: one.id }} className="font-medium break-words hover:underline">
                  {one.title}
                </Link>{" "}
                <span className="text-xs text-ink-3">{t("version", { number: one.version })}</span> {one.holds !== "agent" && <Pill>{t(`templates:kept.one.${one.holds}`)}</Pill>}
                <p className="text-xs break-words text-ink-2">{t("review.from", { organization: one.organization, name: one.public_name })}</p>
              </div>
              <span className="text-xs text-ink-3">
                <TimeAgo value={one.submitted_at} />
              </span>
            </li>
          ))}
        </ul>
      </Card>
      <Card title={t("review.shelf")} description={t("review.shelf_detail")} flush>
        <div className="px-4 pb-3">
          <SearchInput label={t("review.search")} value={search} onValueChange={setSearch} className="w-64 max-w-full" />
        </div>
        {shelf.isError && <ErrorState compact error={shelf.error} onRetry={() => void shelf.refetch()} />}
        {shelf.isSuccess && shown.length === 0 && <p className="px-4 pb-4 text-sm text-ink-2">{t(words ? "nothing" : "review.empty")}</p>}
        <ul className="divide-y divide-line border-t border-line empty:hidden">
          {shown.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 text-sm">
              <div className="min-w-48 flex-1">
                <Link to="/platform/gallery/published/$galleryId" params={{ galleryId: one.id }} className="font-medium break-words hover:underline">
                  {one.title}
                </Link>{" "}
                <span className="text-xs text-ink-3">{t("version", { number: one.version })}</span> {one.holds !== "agent" && <Pill>{t(`templates:kept.one.${one.holds}`)}</Pill>}
                <p className="text-xs break-words text-ink-2">{t("by", { author: one.author })}</p>
              </div>
              <Rating rating={one.rating} count={one.ratings} />
              <span className="text-xs text-ink-2">{t("installs", { count: one.installs, shown: formats.number(one.installs) })}</span>
            </li>
          ))}
        </ul>
        {shelf.hasNextPage && (
          <Button size="sm" className="m-3" loading={shelf.isFetchingNextPage} onClick={() => void shelf.fetchNextPage()}>
            {t("more")}
          </Button>
        )}
      </Card>
    </div>
  );
}
