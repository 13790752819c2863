import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useRouter } from "@tanstack/react-router";
import { LayoutTemplate } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { Button, buttonClass } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Checkbox } from "@/ui/checkbox";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { useDraft } from "../draft-context";
import { agentWords, linesOf, placeOf, useNames, ValueChange, wayOf } from "../differences";
import { originQuery, type Step, updateQuery, useSkipUpdate, useTakeUpdate } from "./api";

/** Areas whose things are fields of the agent, and not things that somebody named. */
const OWN_FIELDS = new Set(["general", "persona", "texts", "settings"]);
/** Areas of what belongs to the whole organization, at once and without publishing. */
const KNOWLEDGE = new Set(["document", "question"]);

/** What an agent was made of, and what the template's newer version would change in it. */
export function UpdatePage() {
  const { t } = useTranslation("gallery");
  const { agentId } = useParams({ from: "/app/agents/$agentId/template" });
  const origin = useQuery(originQuery(agentId));
  if (origin.isError) return <ErrorState error={origin.error} onRetry={() => void origin.refetch()} />;
  if (origin.isPending) return <SkeletonText className="p-6" lines={6} />;
  const copy = origin.data;
  if (!copy)
    return (
      <EmptyState
        icon={<LayoutTemplate aria-hidden />}
        title={t("update.none")}
        description={t("update.none_detail")}
        action={
          <Link to="/templates" className={buttonClass()}>
            {t("update.see_templates")}
          </Link>
        }
      />
    );
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
  // What was decided by hand; all else is taken or left as it is proposed.
  const [decided, setDecided] = useState<Record<string, boolean>>({});
  if (found.isError) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <SkeletonText lines={6} />;
  const { version, note, steps } = found.data;
  const chosen = (step: Step) => decided[step.key] ?? step.wanted;
  const conflicts = steps.filter((step) => step.conflict);
  const knowledge = steps.filter((step) => !step.conflict && KNOWLEDGE.has(step.area));
  const others = steps.filter((step) => !step.conflict && !KNOWLEDGE.has(step.area));
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
  const part = (name: "conflicts" | "changes" | "knowledge", rows: Step[]) =>
    rows.length > 0 && (
      <section aria-labelledby={name}>
        <h3 id={name} className="font-semibold">
          {t(`update.${name}`, { count: rows.length })}
        </h3>
        <p className="mb-2 text-sm text-ink-2">{t(`update.${name}_detail`)}</p>
        <ul className="divide-y divide-line rounded-l border border-line bg-surface shadow-card">
          {rows.map((step) => (
            <StepRow key={step.key} step={step} taken={chosen(step)} disabled={!may} onTake={(on) => setDecided({ ...decided, [step.key]: on })} />
          ))}
        </ul>
      </section>
    );
  return (
    <div className="space-y-5">
      <Callout tone="info" title={t("update.newer", { number: version })}>
        {note}
      </Callout>
      {steps.length === 0 && <p className="text-sm text-ink-2">{t("update.nothing")}</p>}
      {part("conflicts", conflicts)}
      {part("changes", others)}
      {part("knowledge", knowledge)}
      {may && (
        <div className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-bg py-3">
          <p className="min-w-48 flex-1 text-xs text-ink-2">{t(knowledge.length > 0 ? "update.publishing_knowledge" : "update.publishing")}</p>
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

function StepRow({ step, taken, disabled, onTake }: { step: Step; taken: boolean; disabled: boolean; onTake: (on: boolean) => void }) {
  const { t, i18n } = useTranslation("gallery");
  const names = useNames();
  const area = i18n.exists(`gallery:areas.${step.area}`) ? t(`areas.${step.area}`) : step.area;
  const path = step.area === "edge" ? "" : step.where;
  const place = step.area === "edge" ? wayOf(step.where, names) : placeOf(path, agentWords(names, step));
  // A field of the agent itself goes by its own name.
  const own = OWN_FIELDS.has(step.area);
  const root = own ? [step.name, path].filter(Boolean).join(".") : path;
  const name = own ? placeOf(root, agentWords(names, step)) : [step.name, place].filter(Boolean).join(" · ");
  return (
    <li className="space-y-2 px-4 py-3 text-sm">
      <Checkbox checked={taken} disabled={disabled} onCheckedChange={onTake} label={<span className="break-words">{`${area}: ${name}`}</span>} description={t(`hows.${step.how}`)} />
      <div className="space-y-2 pl-7">
        <ValueChange names={names} part={step} path={root} before={step.before} after={step.after} label={t("update.both", { name })} />
        {step.conflict && (
          <div className="min-w-0">
            <p className="text-2xs text-ink-3">{t(KNOWLEDGE.has(step.area) ? "update.own_knowledge" : "update.own")}</p>
            <p className="rounded-xs bg-accent-soft px-2 py-1 text-xs break-words whitespace-pre-wrap">
              {linesOf(step.own, names, step, root).join("\n") || <span className="text-ink-3">{t("update.not_there")}</span>}
            </p>
            {step.area === "document" && step.own != null && <p className="mt-1 text-2xs text-ink-3">{t("update.beside")}</p>}
          </div>
        )}
      </div>
    </li>
  );
}
