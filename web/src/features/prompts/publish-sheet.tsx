import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FindingList } from "@/features/prompt-text";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Checkbox } from "@/ui/checkbox";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { diffQuery, LABELS, type Prompt, usePublishPrompt, usesQuery } from "./api";
import { DiffView } from "./diff-view";
import { labelName } from "./names";
import { useWritten } from "./written-context";

/** A version shows first what it does: what changes in the text, and whose drafts get it. */
export function PublishSheet({ prompt, onClose }: { prompt: Prompt; onClose: () => void }) {
  const { t } = useTranslation("prompts");
  const showError = useToastError();
  const publish = usePublishPrompt(prompt.id);
  const { state } = useWritten();
  const [note, setNote] = useState("");
  const [labels, setLabels] = useState<string[]>(["production"]);
  const [typed, setTyped] = useState("");
  const found = useQuery(usesQuery(prompt.id)).data;
  const uses = found?.items ?? [];
  const known = [...new Set([...LABELS, ...prompt.labels.map(({ label }) => label), ...labels])];
  const getting = [...new Set(uses.filter(({ label }) => labels.includes(label)).map(({ agent }) => agent))];
  // Others take what production says, or the newest where nothing does.
  const taken = labels.includes("production") || !prompt.labels.some(({ label }) => label === "production");
  const takenBy = taken ? (found?.prompts ?? []).map(({ title }) => title) : [];
  const wrong = prompt.look.findings.filter(({ severity }) => severity !== "hint");
  const broken = prompt.look.findings.some(({ severity }) => severity === "error");
  const toggle = (label: string, on: boolean) => setLabels(on ? [...labels, label] : labels.filter((one) => one !== label));
  const add = () => {
    const label = labelName(typed).replace(/[-_]+$/, "");
    if (label && !labels.includes(label)) setLabels([...labels, label]);
    setTyped("");
  };
  const run = () =>
    publish.mutate(
      { note: note.trim(), labels },
      {
        onSuccess: ({ number }) => {
          toast(t("publish.done", { number }));
          onClose();
        },
        onError: showError,
      },
    );
  return (
    <Sheet
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={t("publish.title", { number: (prompt.last_number ?? 0) + 1 })}
      description={t("publish.detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" disabled={broken || state !== "saved"} loading={publish.isPending} onClick={run}>
            {t("publish.open")}
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        {(state === "conflict" || state === "refused" || state === "offline") && <Callout tone="warn">{t("publish.not_saved")}</Callout>}
        {wrong.length > 0 && <FindingList findings={wrong} />}
        {prompt.outdated.length > 0 && <Callout tone="info">{t("publish.outdated", { names: prompt.outdated.map(({ name, newest }) => `${name} v${newest}`).join(", ") })}</Callout>}
        <Field label={t("publish.note")} optional help={t("publish.note_help")}>
          <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <fieldset className="space-y-2">
          <legend className="mb-2 text-xs font-medium text-ink-2">{t("publish.labels")}</legend>
          {known.map((label) => {
            const now = prompt.labels.find((one) => one.label === label)?.number;
            return <Checkbox key={label} label={label} description={now === undefined ? t("publish.label_new") : t("publish.label_now", { number: now })} checked={labels.includes(label)} onCheckedChange={(on) => toggle(label, on)} />;
          })}
          <div className="flex items-end gap-2 pt-1">
            <Field className="flex-1" label={t("publish.own_label")}>
              <Input className="font-mono text-xs" value={typed} maxLength={30} autoComplete="off" onChange={(event) => setTyped(labelName(event.target.value))} onKeyDown={(event) => event.key === "Enter" && (event.preventDefault(), add())} />
            </Field>
            <Button disabled={!typed} onClick={add}>
              {t("publish.add_label")}
            </Button>
          </div>
        </fieldset>
        <p className="text-sm text-ink-2" role="status">
          {getting.length > 0 ? t("publish.getting", { count: getting.length, names: getting.join(", ") }) : t("publish.nobody")}
        </p>
        {takenBy.length > 0 && <p className="text-sm text-ink-2">{t("publish.including", { count: takenBy.length, names: takenBy.join(", ") })}</p>}
        {basesOf(prompt, labels).map(([number, names]) => (
          <Changes key={number} prompt={prompt} number={number} labels={names} />
        ))}
      </div>
    </Sheet>
  );
}

/** What is replaced, by whoever gets it: the versions that the chosen labels point at, else the newest. */
function basesOf(prompt: Prompt, labels: string[]): [number: number, labels: string[]][] {
  const bases = new Map<number, string[]>();
  for (const { label, number } of prompt.labels) if (labels.includes(label)) bases.set(number, [...(bases.get(number) ?? []), label]);
  if (bases.size === 0 && prompt.last_number !== null) bases.set(prompt.last_number, []);
  return [...bases];
}

function Changes({ prompt, number, labels }: { prompt: Prompt; number: number; labels: string[] }) {
  const { t } = useTranslation("prompts");
  const diff = useQuery(diffQuery(prompt.id, String(number), "draft"));
  return (
    <section>
      <h3 className="mb-2 text-xs font-medium text-ink-2">{labels.length > 0 ? t("publish.changes_for", { labels: labels.join(", "), number }) : t("publish.changes", { number })}</h3>
      {diff.isPending && <SkeletonText lines={4} />}
      {diff.isError && <ErrorState compact error={diff.error} onRetry={() => void diff.refetch()} />}
      {diff.data && <DiffView diff={diff.data} />}
    </section>
  );
}
