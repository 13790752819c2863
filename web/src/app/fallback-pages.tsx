import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { Compass, Lock, RotateCw, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Skeleton, SkeletonText } from "@/ui/skeleton";

export function PendingPage() {
  const { t } = useTranslation("ui");
  return (
    <div role="status" aria-label={t("loading")}>
      <div className="flex min-h-15 items-center border-b border-line px-4 sm:px-6">
        <Skeleton className="h-6 w-40" />
      </div>
      <SkeletonText lines={4} className="max-w-lg px-4 py-6 sm:px-6" />
    </div>
  );
}

/** The frame's own shape, while who is signed in is asked. */
export function PendingShell() {
  return (
    <div className="grid h-dvh md:grid-cols-[14.5rem_minmax(0,1fr)]">
      <div className="hidden border-r border-line bg-sunken p-5 md:block">
        <Skeleton className="mb-6 h-7 w-32" />
        <SkeletonText lines={6} className="space-y-4" />
      </div>
      <PendingPage />
    </div>
  );
}

export function CrashPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation("errors");
  if (error instanceof ApiError && error.status === 403) return <ForbiddenPage />;
  if (error instanceof ApiError) return <ErrorState error={error} onRetry={reset} />;
  return (
    <div role="alert">
      <EmptyState
        icon={<TriangleAlert aria-hidden />}
        title={t("page.crashed_title")}
        description={t("page.crashed_detail")}
        action={
          <Button variant="primary" onClick={() => location.reload()}>
            <RotateCw aria-hidden />
            {t("page.reload")}
          </Button>
        }
      />
    </div>
  );
}

/** Nothing to put a frame around: who is signed in could not be asked. */
export function CrashedAddress(props: ErrorComponentProps) {
  const router = useRouter();
  return (
    <main id="main" className="grid min-h-dvh place-items-center">
      {props.error instanceof ApiError ? <ErrorState heading="h1" error={props.error} onRetry={() => void router.invalidate()} /> : <CrashPage {...props} />}
    </main>
  );
}

/** A page that the caller's role does not reach; trying again would change nothing. */
function ForbiddenPage() {
  const { t } = useTranslation("errors");
  return (
    <EmptyState
      heading="h1"
      icon={<Lock aria-hidden />}
      title={t("page.forbidden_title")}
      description={t("page.forbidden_detail")}
      action={
        <Button asChild variant="primary">
          <Link to="/">{t("page.home")}</Link>
        </Button>
      }
    />
  );
}

export function MissingPage() {
  const { t } = useTranslation("errors");
  return (
    <EmptyState
      heading="h1"
      icon={<Compass aria-hidden />}
      title={t("page.missing_title")}
      description={t("page.missing_detail")}
      action={
        <Button asChild variant="primary">
          <Link to="/">{t("page.home")}</Link>
        </Button>
      }
    />
  );
}

/** An address that nothing answers to, outside any frame. */
export function MissingAddress() {
  return (
    <main id="main" className="grid min-h-dvh place-items-center">
      <MissingPage />
    </main>
  );
}
