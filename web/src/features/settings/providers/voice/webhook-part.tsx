import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Callout } from "@/ui/callout";
import { CopyField } from "@/ui/copy-field";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { SkeletonText } from "@/ui/skeleton";
import { Moment } from "@/ui/time-ago";
import { addressOf, eventsQuery, type VoiceAccount } from "./api";

/** Where the platform is to send what happens in calls, and what it sent last. */
export function WebhookPart({ account, platform }: { account: VoiceAccount; platform: string }) {
  const { t } = useTranslation("settings");
  return (
    <>
      {!account.webhook_ready && (
        <Callout tone="warn" title={t("voice.not_ready", { platform })}>
          {t("voice.not_ready_detail")}
        </Callout>
      )}
      {account.webhook_problem && (
        <Callout tone="warn" title={t(account.webhook_problem === "foreign" ? "voice.foreign" : "voice.webhook_failed", { platform })}>
          {t(account.webhook_problem === "foreign" ? "voice.foreign_detail" : "voice.webhook_failed_detail", { platform })}
        </Callout>
      )}
      <Field label={t("voice.address")} help={t(`voice.where.${account.kind}`)}>
        <CopyField value={addressOf(account)} label={t("voice.address")} />
      </Field>
      <LastEvents id={account.id} />
    </>
  );
}

function LastEvents({ id }: { id: string }) {
  const { t } = useTranslation("settings");
  const events = useQuery(eventsQuery(id));
  return (
    <section aria-labelledby="last-events">
      <h3 id="last-events" className="mb-1.5 text-sm font-semibold">
        {t("voice.events")}
      </h3>
      {events.isError ? (
        <ErrorState compact error={events.error} onRetry={() => void events.refetch()} />
      ) : events.isPending ? (
        <SkeletonText lines={2} />
      ) : events.data.length === 0 ? (
        <p className="rounded-m border border-dashed border-line px-3 py-4 text-center text-sm text-ink-2">{t("voice.nothing_heard")}</p>
      ) : (
        // Many scroll by themselves, so the list must take the keyboard's focus.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ul tabIndex={0} aria-labelledby="last-events" className="max-h-56 divide-y divide-line overflow-y-auto rounded-m border border-line outline-offset-[-2px]">
          {events.data.map((event) => (
            <li key={event.id} className="flex items-baseline gap-3 px-3 py-2 text-xs">
              <span className="min-w-0 flex-1">
                <span className="block truncate font-mono text-ink">{event.name}</span>
                {event.call && <span className="block truncate font-mono text-ink-3">{event.call}</span>}
              </span>
              <Moment value={event.received_at} className="shrink-0 text-ink-2" />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
