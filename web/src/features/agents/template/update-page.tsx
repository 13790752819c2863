import { useQuery } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Checkbox } from "@/ui/checkbox";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { useDraft } from "../draft-context";
import { originQuery, type Step, updateQuery, useSkipUpdate, useTakeUpdate } from "./api";

/** What an agent was made of, and what the template's newer version would change in it. */
export function UpdatePage() {
  const { t } = useTranslation("gallery");
  const { agentId } = useParams({ from: "/app/agents/$agentId/template" });
  const origin = useQuery(originQuery(agentId));
  if (origin.isError) return <ErrorState error={origin.error} onRetry={() => void origin.refetch()} />;
  if (origin.isPending) return <SkeletonText className="p-6" lines={6} />;
  const copy = origin.data;
  if (!copy) return <EmptyState title={t("update.none")} description={t("update.none_detail")} />;
  return (
    <PageBody className="max-w-4xl">
      <h2 className="text-md font-semibold break-words">{t("update.title", { title: copy.title })}</h2>
      <p className="mb-4 text-sm text-ink-2">{t("update.here", { number: copy.version })}</p>
      {copy.gone && <Callout tone="neutral">{t("update.gone")}</Callout>}
      {!copy.gone && copy.newest === copy.version && <Callout tone="good">{t("update.current")}</Callout>}
      {copy.newest > copy.version && <Newer key={copy.newest} agentId={agentId} />}
    </PageBody>
  );
}

function Newer({ agentId }: { agentId: string }) {
  const { t } = useTranslation("gallery");
  const router = useRouter();
  const showError = useToastError();
  const draft = useDraft();
  const { membership } = useSession();
  const may = membership.permissions.includes("agent:update");
  const found = useQuery(updateQuery(agentId));
  const take = useTakeUpdate(agentId);
  const skip = useSkipUpdate(agentId);
  // What was decided by hand; everything else that is no conflict is taken.
  const [decided, setDecided] = useState<Record<string, boolean>>({});
  if (found.isError) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <SkeletonText lines={6} />;
  const { version, note, steps } = found.data;
  const chosen = (step: Step) => decided[step.key] ?? !step.conflict;
  const conflicts = steps.filter((step) => step.conflict);
  const others = steps.filter((step) => !step.conflict);
  const run = async () => {
    try {
      await draft.flush();
      await take.mutateAsync({ version, take: steps.filter(chosen).map((step) => step.key) });
      await draft.follow();
      await router.navigate({ to: "/agents/$agentId/build", params: { agentId } });
    } catch (error) {
      showError(error);
    }
  };
  const list = (rows: Step[]) => (
    <ul className="divide-y divide-line rounded-l border border-line bg-surface shadow-card">
      {rows.map((step) => (
        <StepRow key={step.key} step={step} taken={chosen(step)} disabled={!may} onTake={(on) => setDecided({ ...decided, [step.key]: on })} />
      ))}
    </ul>
  );
  return (
    <div className="space-y-5">
      <Callout tone="info" title={t("update.newer", { number: version })}>
        {note}
      </Callout>
      {steps.length === 0 && <p className="text-sm text-ink-2">{t("update.nothing")}</p>}
      {conflicts.length > 0 && (
        <section aria-labelledby="conflicts">
          <h3 id="conflicts" className="font-semibold">
            {t("update.conflicts", { count: conflicts.length })}
          </h3>
          <p className="mb-2 text-sm text-ink-2">{t("update.conflicts_detail")}</p>
          {list(conflicts)}
        </section>
      )}
      {others.length > 0 && (
        <section aria-labelledby="changes">
          <h3 id="changes" className="font-semibold">
            {t("update.changes", { count: others.length })}
          </h3>
          <p className="mb-2 text-sm text-ink-2">{t("update.changes_detail")}</p>
          {list(others)}
        </section>
      )}
      {may && (
        <div className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-bg py-3">
          <p className="min-w-48 flex-1 text-xs text-ink-2">{t("update.publishing")}</p>
          <Button loading={skip.isPending} onClick={() => skip.mutate(version, { onError: showError, onSuccess: () => void router.navigate({ to: "/agents/$agentId/build", params: { agentId } }) })}>
            {t("update.skip")}
          </Button>
          <Button variant="primary" loading={take.isPending} onClick={() => void run()}>
            {t("update.take", { count: steps.filter(chosen).length })}
          </Button>
        </div>
      )}
    </div>
  );
}

const told = (value: unknown): string => (value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value, null, 1));

function StepRow({ step, taken, disabled, onTake }: { step: Step; taken: boolean; disabled: boolean; onTake: (on: boolean) => void }) {
  const { t, i18n } = useTranslation("gallery");
  const area = i18n.exists(`gallery:areas.${step.area}`) ? t(`areas.${step.area}`) : step.area;
  return (
    <li className="space-y-2 px-4 py-3 text-sm">
      <Checkbox checked={taken} disabled={disabled} onCheckedChange={onTake} label={<span className="break-words">{`${area}: ${step.name}`}</span>} description={[t(`hows.${step.how}`), step.where].filter(Boolean).join(" · ")} />
      <div className="grid gap-2 pl-7 sm:grid-cols-2">
        <Side title={t("update.was")} text={told(step.before)} />
        <Side title={t("update.is")} text={told(step.after)} />
        {step.conflict && <Side title={t("update.own")} text={told(step.own)} own />}
      </div>
    </li>
  );
}

function Side({ title, text, own }: { title: string; text: string; own?: boolean }) {
  const { t } = useTranslation("gallery");
  return (
    <div className={own ? "min-w-0 sm:col-span-2" : "min-w-0"}>
      <p className="text-2xs text-ink-3">{title}</p>
      <p className={`rounded-xs px-2 py-1 text-xs break-words whitespace-pre-wrap ${own ? "bg-accent-soft" : "bg-sunken"}`}>
        {text || <span className="text-ink-3">{t("update.not_there")}</span>}
      </p>
    </div>
  );
}
