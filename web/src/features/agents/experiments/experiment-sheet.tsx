import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Play, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Checkbox } from "@/ui/checkbox";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Sheet } from "@/ui/dialog";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Agent, useMayInAgent, versionsQuery } from "../api";
import { readBlueprint } from "../blueprint";
import { useDraft } from "../draft-context";
import { gateQuery } from "../proof/api";
import { PublishGate } from "../proof/publish-gate";
import { type Experiment, type Plan, useDeleteExperiment, useSaveExperiment, useStartExperiment } from "./api";
import { GoalFields } from "./goal-fields";
import { beginPlan, GUARDS, inRange, isComplete, type Wanted, wantedFrom } from "./plan";

const FORM_ID = "experiment";
const DRAFT = "draft";
const CONFIDENCES = ["80", "90", "95", "99"] as const;

/** An experiment as it is written down: which version, who gets it, what counts, and what must not get worse. */
export function ExperimentSheet({ agent, experiment, mayEdit, onClose }: { agent: Agent; experiment: Experiment | undefined; mayEdit: boolean; onClose: () => void }) {
  const { t } = useTranslation("experiments");
  const draft = useDraft();
  const versions = useInfiniteQuery(versionsQuery(agent.id)).data?.pages.flatMap((page) => page.items) ?? [];
  const gate = useQuery(gateQuery(agent.id)).data;
  const save = useSaveExperiment(agent.id);
  const start = useStartExperiment();
  const remove = useDeleteExperiment();
  const showError = useToastError();
  const textOf = useErrorText();
  const [wanted, setWanted] = useState<Wanted>(() => (experiment ? wantedFrom(experiment) : beginPlan()));
  // What was saved on the way to a start that was refused is changed, not made a second time.
  const [saved, setSaved] = useState(experiment);
  const [because, setBecause] = useState("");
  const [deleting, setDeleting] = useState(false);
  const mayStart = useMayInAgent(agent, "agent:publish");
  const plan: Plan = inRange(wanted);
  const blocked = wanted.candidate === null && (gate?.obstacles.length ?? 0) > 0 && !because.trim();
  const error = start.error ?? save.error;
  const set = (change: Partial<Wanted>) => setWanted({ ...wanted, ...change });
  const run = async () => {
    try {
      // What was typed a moment ago is part of the version.
      await draft.flush();
      const kept = await save.mutateAsync({ experiment: saved, plan });
      setSaved(kept);
      await start.mutateAsync({ id: kept.id, because: because.trim() });
      toast(t("started"));
      onClose();
    } catch {
      // Shown in the sheet.
    }
  };
  return (
    <Sheet
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={experiment ? experiment.name : t("new")}
      description={t("sheet.detail")}
      footer={
        mayEdit && (
          <>
            {saved && (
              <Button variant="ghost" className="mr-auto" onClick={() => setDeleting(true)}>
                <Trash2 aria-hidden />
                {t("sheet.delete")}
              </Button>
            )}
            <Button type="submit" form={FORM_ID} loading={save.isPending && !start.isPending} disabled={!isComplete(plan)}>
              {t("sheet.save")}
            </Button>
            {mayStart && (
              <Button variant="primary" loading={start.isPending} disabled={!isComplete(plan) || blocked} onClick={() => void run()}>
                <Play aria-hidden />
                {t("sheet.start")}
              </Button>
            )}
          </>
        )
      }
    >
      <form
        id={FORM_ID}
        aria-label={t("sheet.form")}
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(
            { experiment: saved, plan },
            {
              onSuccess: () => {
                toast(t("sheet.saved"));
                onClose();
              },
            },
          );
        }}
      >
        {error && (
          <Callout tone="bad" live title={textOf(error).title}>
            {textOf(error).detail}
          </Callout>
        )}
        <Field label={t("sheet.name")} help={t("sheet.name_help")}>
          <Input maxLength={120} disabled={!mayEdit} value={wanted.name} onChange={({ target }) => set({ name: target.value })} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("sheet.candidate")} help={t("sheet.candidate_help")}>
            <Select
              label={t("sheet.candidate")}
              disabled={!mayEdit}
              value={wanted.candidate === null ? DRAFT : String(wanted.candidate)}
              onValueChange={(next) => set({ candidate: next === DRAFT ? null : Number(next) })}
              options={[{ value: DRAFT, label: t("sheet.draft") }, ...versions.filter(({ live }) => !live).map(({ number, note }) => ({ value: String(number), label: `v${number}`, ...(note ? { description: note } : {}) }))]}
            />
          </Field>
          <Field label={t("sheet.share")} help={t("sheet.share_help")}>
            <Input type="number" min={1} max={90} disabled={!mayEdit} value={wanted.share} onChange={({ target }) => set({ share: target.value })} />
          </Field>
        </div>
        <GoalFields wanted={wanted} tools={readBlueprint(draft.blueprint).tools.map(({ name }) => name)} disabled={!mayEdit} onChange={set} />
        <fieldset className="grid gap-3">
          <legend className="mb-1 text-sm font-medium">{t("sheet.guards")}</legend>
          <p className="text-xs text-ink-2">{t("sheet.guards_help")}</p>
          {GUARDS.map((kind) => {
            const margin = wanted.guards[kind];
            const change = (next: string | undefined) => set({ guards: { ...wanted.guards, [kind]: next } });
            return (
              <div key={kind} className="grid items-center gap-x-4 gap-y-2 sm:grid-cols-[minmax(0,1fr)_auto]">
                <Checkbox label={t(`guards.${kind}.name`)} description={t(`guards.${kind}.detail`)} disabled={!mayEdit} checked={margin !== undefined} onCheckedChange={(next) => change(next === true ? (kind === "rating" ? "0.5" : kind === "cost" ? "25" : "5") : undefined)} />
                {margin !== undefined && (
                  <Field label={t(`guards.${kind}.unit`)} className="sm:w-56">
                    <Input type="number" min={0} max={100} step="any" disabled={!mayEdit} value={margin} onChange={({ target }) => change(target.value)} />
                  </Field>
                )}
              </div>
            );
          })}
        </fieldset>
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label={t("sheet.minimum")} help={t("sheet.minimum_help")}>
            <Input type="number" min={50} max={100000} disabled={!mayEdit} value={wanted.minimum} onChange={({ target }) => set({ minimum: target.value })} />
          </Field>
          <Field label={t("sheet.most_days")} help={t("sheet.most_days_help")}>
            <Input type="number" min={1} max={90} disabled={!mayEdit} value={wanted.mostDays} onChange={({ target }) => set({ mostDays: target.value })} />
          </Field>
          <Field label={t("sheet.confidence")} help={t("sheet.confidence_help")}>
            <Select
              label={t("sheet.confidence")}
              disabled={!mayEdit}
              value={String(wanted.confidence) as (typeof CONFIDENCES)[number]}
              onValueChange={(next) => set({ confidence: Number(next) as Wanted["confidence"] })}
              options={CONFIDENCES.map((value) => ({ value, label: `${value} %` }))}
            />
          </Field>
        </div>
        <Checkbox label={t("sheet.adopt_itself")} description={t("sheet.adopt_itself_help")} disabled={!mayEdit} checked={wanted.adoptItself} onCheckedChange={(next) => set({ adoptItself: next === true })} />
        {mayStart && wanted.candidate === null && gate && <PublishGate agentId={agent.id} gate={gate} because={because} onBecause={setBecause} />}
      </form>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={t("sheet.delete_title", { name: wanted.name })}
        action={t("sheet.delete")}
        destructive
        onConfirm={async () => {
          if (!saved) return;
          try {
            await remove.mutateAsync(saved.id);
            onClose();
          } catch (failed) {
            showError(failed);
            throw failed;
          }
        }}
      />
    </Sheet>
  );
}
