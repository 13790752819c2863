import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useRouter } from "@tanstack/react-router";
import { LayoutTemplate } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { buttonClass } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody, PageHeader } from "@/ui/page-header";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { placeOf, thingOriginQuery, thingUpdateQuery, useSkipThing, useTakeThing } from "./things";
import { StepList } from "./step-list";

/** What a prompt, a tool or a kept flow was made of, and what the template's newer version would change in it. */
export function ThingUpdatePage() {
  const { t } = useTranslation(["gallery", "templates"]);
  const { thingId } = useParams({ from: "/app/templates/updates/$thingId" });
  const origin = useQuery(thingOriginQuery(thingId));
  const place = placeOf(thingId);
  const copy = origin.data;
  if (origin.isError) return <ErrorState error={origin.error} onRetry={() => void origin.refetch()} />;
  return (
    <>
      <PageHeader parent={<Link {...place.page}>{t(`templates:kept.one.${place.holds}`)}</Link>} title={t("update.see")} />
      <PageBody className="max-w-4xl">
        {origin.isPending && <SkeletonText lines={6} />}
        {copy === null && (
          <EmptyState
            icon={<LayoutTemplate aria-hidden />}
            title={t("update.none_thing")}
            description={t("update.none_thing_detail")}
            action={
              <Link to="/templates" className={buttonClass()}>
                {t("update.see_templates")}
              </Link>
            }
          />
        )}
        {copy && (
          <>
            <h2 className="text-md font-semibold break-words">{t("update.title", { title: copy.title })}</h2>
            <p className="mb-4 text-sm text-ink-2">{t("update.here_thing", { number: copy.version })}</p>
            {copy.gone && <Callout tone="neutral">{t("update.gone_thing")}</Callout>}
            {!copy.gone && copy.newest === copy.version && <Callout tone="good">{t("update.current")}</Callout>}
            {copy.newest > copy.version && <Newer key={copy.newest} id={thingId} />}
          </>
        )}
      </PageBody>
    </>
  );
}

function Newer({ id }: { id: string }) {
  const { t } = useTranslation("gallery");
  const router = useRouter();
  const showError = useToastError();
  const { membership } = useSession();
  const place = placeOf(id);
  const found = useQuery(thingUpdateQuery(id));
  const take = useTakeThing(id);
  const skip = useSkipThing(id);
  if (found.isError) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <SkeletonText lines={6} />;
  const { version } = found.data;
  // By the promise: what is told to this list alone is lost when it goes, since nothing newer is left.
  const back = () => router.navigate(place.page);
  return (
    <StepList
      update={found.data}
      may={membership.permissions.includes(place.changes)}
      own={t("update.own_thing")}
      publishing={t(`update.into.${place.holds}`)}
      taking={take.isPending}
      skipping={skip.isPending}
      onTake={(keys) => void take.mutateAsync({ version, take: keys }).then(back, showError)}
      onSkip={() => void skip.mutateAsync(version).then(back, showError)}
    />
  );
}
