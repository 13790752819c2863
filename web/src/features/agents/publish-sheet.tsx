import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Agent, changesQuery, useMayInAgent, usePublishAgent } from "./api";
import { ChangeList } from "./change-list";
import { useDraft } from "./draft-context";
import { publishLossesQuery } from "./platforms/api";
import { PublishLosses } from "./platforms/publish-losses";
import { gateQuery } from "./proof/api";
import { PublishGate } from "./proof/publish-gate";

/** Publishing shows first what it does: what changed for callers, and what the checks found. */
export function PublishButton({ agent }: { agent: Agent }) {
  const { t } = useTranslation("agents");
  const [open, setOpen] = useState(false);
  const mayPublish = useMayInAgent(agent, "agent:publish");
  if (!mayPublish || !agent.steps.includes("publish")) return null;
  return (
    <>
      <Button variant="primary" disabled={!agent.has_changes} onClick={() => setOpen(true)}>
        {t("publish.open")}
      </Button>
      {open && <PublishSheet agent={agent} onClose={() => setOpen(false)} />}
    </>
  );
}

function PublishSheet({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const { t } = useTranslation("agents");
  const draft = useDraft();
  const showError = useToastError();
  const publish = usePublishAgent(agent.id);
  const [note, setNote] = useState("");
  const live = agent.live_number !== null;
  const changes = useQuery({ ...changesQuery(agent.id, "live", "draft"), enabled: live && draft.state === "saved" });
  const losses = useQuery({ ...publishLossesQuery(agent.id), enabled: live && draft.state === "saved" });
  const gate = useQuery({ ...gateQuery(agent.id), enabled: draft.state === "saved" });
  const [because, setBecause] = useState("");
  const blocked = (losses.data?.some((place) => place.blocked) ?? false) || ((gate.data?.obstacles.length ?? 0) > 0 && !because.trim());
  const errors = draft.server.problems.filter((problem) => problem.severity === "error");
  const warnings = draft.server.problems.filter((problem) => problem.severity === "warning");
  const run = async () => {
    try {
      await draft.flush();
      const version = await publish.mutateAsync({ note: note.trim(), because: because.trim() });
      toast(t("publish.done", { number: version.number }));
      onClose();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && onClose()}
      title={t("publish.title", { name: agent.name })}
      description={live ? t("publish.next", { number: (agent.live_number ?? 0) + 1 }) : t("publish.first")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" loading={publish.isPending} disabled={errors.length > 0 || blocked || draft.state === "conflict"} onClick={() => void run()}>
            {t("publish.submit")}
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        {errors.length > 0 && (
          <Callout tone="bad" title={t("publish.errors", { count: errors.length })}>
            <ProblemList messages={errors.map((problem) => problem.message)} />
          </Callout>
        )}
        {warnings.length > 0 && (
          <Callout tone="warn" title={t("publish.warnings", { count: warnings.length })}>
            <ProblemList messages={warnings.map((problem) => problem.message)} />
          </Callout>
        )}
        {draft.server.problems.length === 0 && <Callout tone="good">{t("publish.clean")}</Callout>}
        {gate.data && <PublishGate agentId={agent.id} gate={gate.data} because={because} onBecause={setBecause} />}
        {losses.data && losses.data.length > 0 && <PublishLosses places={losses.data} />}
        {live && (
          <section>
            <h3 className="mb-2 text-xs font-medium text-ink-2">{t("publish.changes")}</h3>
            {changes.isPending && <SkeletonText />}
            {changes.isError && <ErrorState error={changes.error} onRetry={() => void changes.refetch()} compact />}
            {changes.data && <ChangeList changes={changes.data} />}
          </section>
        )}
        <Field label={t("publish.note")} help={t("publish.note_help")} optional>
          <Textarea value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </div>
    </Sheet>
  );
}

function ProblemList({ messages }: { messages: string[] }) {
  return (
    <ul className="mt-1 list-disc space-y-1 pl-4">
      {messages.map((message, index) => (
        <li key={index}>{message}</li>
      ))}
    </ul>
  );
}
