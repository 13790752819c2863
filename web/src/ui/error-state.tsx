import { CloudOff, RotateCw, SearchX, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { Button } from "./button";
import { EmptyState } from "./empty-state";
import { type Way, wayFrom } from "./error-ways";

interface ErrorText {
  title: string;
  detail: string;
  /** A page on which something can be done about it; its label is translated. */
  way?: Way;
}

/** What an error says to a person, by its stable code. */
export function useErrorText(): (error: unknown) => ErrorText {
  const { t, i18n } = useTranslation("errors");
  return (error) => {
    if (!(error instanceof ApiError)) return { title: t("unexpected.title"), detail: t("unexpected.detail") };
    if (i18n.exists(`errors:codes.${error.code}`)) return { title: t(`codes.${error.code}`), detail: "" };
    const key = i18n.exists(`errors:${error.code}.title`) ? error.code : statusKey(error.status);
    const params = { ...error.problem, seconds: error.retryAfter ?? 60 };
    const known = key === error.code;
    const way = wayFrom(error.code);
    return {
      ...(way ? { way: { ...way, label: t(way.label) } } : {}),
      title: !known && error.problem.title ? error.problem.title : t(`${key}.title`, params),
      detail: !known && error.problem.detail ? error.problem.detail : t(`${key}.detail`, params),
    };
  };
}

function statusKey(status: number): string {
  if (status === 0) return "connection_lost";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 412) return "changed_elsewhere";
  if (status === 429) return "too_many_requests";
  if (status >= 500) return "server_failed";
  return "unexpected";
}

/** What happened, what to do, and a way to try again. */
export function ErrorState({ error, onRetry, compact, heading }: { error: unknown; onRetry?: () => void; compact?: boolean; heading?: "h1" }) {
  const { t } = useTranslation("ui");
  const { title, detail } = useErrorText()(error);
  const api = error instanceof ApiError ? error : undefined;
  const icon = api?.isConnection ? <CloudOff aria-hidden /> : api?.status === 404 ? <SearchX aria-hidden /> : <TriangleAlert aria-hidden />;
  return (
    <div role="alert">
      <EmptyState
        icon={icon}
        title={title}
        description={
          <>
            {detail}
            {api?.requestId && <span className="mt-2 block font-mono text-2xs text-ink-3">{t("error.request", { id: api.requestId })}</span>}
          </>
        }
        action={
          onRetry && (
            <Button onClick={onRetry}>
              <RotateCw aria-hidden />
              {t("error.retry")}
            </Button>
          )
        }
        compact={compact ?? false}
        {...(heading ? { heading } : {})}
      />
    </div>
  );
}
