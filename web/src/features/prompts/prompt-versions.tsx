import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type RegisteredRouter, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { Sheet } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { LoadMore } from "@/ui/load-more";
import { PageBody } from "@/ui/page-header";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { diffQuery, LABELS, type Prompt, promptQuery, useMoveLabel, useRestorePrompt, usesQuery, type Version, versionsQuery } from "./api";
import { DiffView } from "./diff-view";
import { labelName } from "./names";
import { LabelPill } from "./prompt-status";

type Search = ReturnType<typeof useSearch<RegisteredRouter, "/app/prompts/$promptId/versions">>;

/** Every version with its labels; two of them side by side; the way back. */
export function PromptVersions() {
  const { t } = useTranslation("prompts");
  const { promptId } = useParams({ from: "/app/prompts/$promptId" });
  const prompt = useQuery(promptQuery(promptId)).data?.data;
  const found = useInfiniteQuery(versionsQuery(promptId));
  const [moving, setMoving] = useState<Version>();
  if (found.isPending || !prompt)
    return (
      <PageBody>
        <SkeletonText lines={8} />
      </PageBody>
    );
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data.length === 0) return <EmptyState icon={<History aria-hidden />} title={t("versions.empty")} description={t("versions.empty_detail")} />;
  return (
    <PageBody className="grid w-full items-start gap-5 xl:grid-cols-[1fr_1fr]">
      <ul className="space-y-3">
        {found.data.map((version) => (
          <li key={version.number}>
            <VersionCard prompt={prompt} version={version} onMove={() => setMoving(version)} />
          </li>
        ))}
        {found.hasNextPage && (
          <li>
            <LoadMore query={found} />
          </li>
        )}
      </ul>
      <Compare prompt={prompt} versions={found.data} />
      {moving && <MoveSheet prompt={prompt} version={moving} onClose={() => setMoving(undefined)} />}
    </PageBody>
  );
}

function VersionCard({ prompt, version, onMove }: { prompt: Prompt; version: Version; onMove: () => void }) {
  const { t } = useTranslation("prompts");
  const navigate = useNavigate();
  const showError = useToastError();
  const restore = useRestorePrompt(prompt.id);
  const mayManage = prompt.can.includes("prompt:manage");
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          {t("version", { number: version.number })}
          {version.labels.map((label) => (
            <LabelPill key={label} label={label} />
          ))}
          {version.number === prompt.last_number && <Pill>{t("versions.newest")}</Pill>}
        </span>
      }
      description={[version.note, version.author].filter(Boolean).join(" · ")}
      actions={<TimeAgo value={version.created_at} className="text-ink-2" />}
    >
      {version.includes.length > 0 && <p className="mb-2 text-xs text-ink-2">{t("versions.includes", { names: version.includes.map(({ name, number }) => `${name} v${number}`).join(", ") })}</p>}
      <details>
        <summary className="cursor-pointer text-xs text-ink-2 hover:text-ink">{t("versions.text")}</summary>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached */}
        <pre role="group" tabIndex={0} aria-label={t("version", { number: version.number })} className="mt-2 max-h-72 overflow-auto rounded-s border border-line bg-sunken p-3 font-mono text-2xs break-words whitespace-pre-wrap">
          {version.compiled}
        </pre>
      </details>
      {mayManage && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" onClick={onMove}>
            {t("versions.move")}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            loading={restore.isPending}
            onClick={() => restore.mutate(version.number, { onSuccess: () => void navigate({ to: "/prompts/$promptId", params: { promptId: prompt.id } }), onError: showError })}
          >
            {t("versions.restore")}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** Any two states beside each other; first the two newest ones. */
function Compare({ prompt, versions }: { prompt: Prompt; versions: Version[] }) {
  const { t } = useTranslation("prompts");
  const navigate = useNavigate();
  const search = useSearch({ from: "/app/prompts/$promptId/versions" });
  const states = [...(prompt.has_changes ? ["draft"] : []), ...versions.map(({ number }) => String(number))];
  const to = search.to && states.includes(search.to) ? search.to : (states[0] ?? "draft");
  const from = search.from && states.includes(search.from) ? search.from : (states[1] ?? to);
  const found = useQuery({ ...diffQuery(prompt.id, from, to), enabled: from !== to });
  const options = states.map((value) => ({ value, label: value === "draft" ? t("versions.draft") : t("version", { number: value }) }));
  const choose = (patch: Search) => void navigate({ to: "/prompts/$promptId/versions", params: { promptId: prompt.id }, search: { from, to, ...patch }, replace: true });
  if (states.length < 2) return null;
  return (
    <Card title={t("versions.compare")} className="xl:sticky xl:top-4">
      <div className="mb-4 grid grid-cols-2 gap-3">
        <Field label={t("versions.from")}>
          <Select label={t("versions.from")} value={from} onValueChange={(value) => choose({ from: value })} options={options} />
        </Field>
        <Field label={t("versions.to")}>
          <Select label={t("versions.to")} value={to} onValueChange={(value) => choose({ to: value })} options={options} />
        </Field>
      </div>
      {from === to && <p className="text-sm text-ink-3">{t("diff.none")}</p>}
      {from !== to && found.isPending && <SkeletonText lines={6} />}
      {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {from !== to && found.data && <DiffView diff={found.data} />}
    </Card>
  );
}

/** Before a label moves: whose drafts get this text, and what changes for them. */
function MoveSheet({ prompt, version, onClose }: { prompt: Prompt; version: Version; onClose: () => void }) {
  const { t } = useTranslation("prompts");
  const showError = useToastError();
  const move = useMoveLabel(prompt.id);
  const found = useQuery(usesQuery(prompt.id)).data;
  const uses = found?.items ?? [];
  const known = [...new Set([...LABELS, ...prompt.labels.map(({ label }) => label)])];
  const [label, setLabel] = useState(known.find((one) => !version.labels.includes(one)) ?? "production");
  const [own, setOwn] = useState("");
  const wanted = own.replace(/[-_]+$/, "") || label;
  const now = prompt.labels.find((one) => one.label === wanted)?.number;
  const diff = useQuery({ ...diffQuery(prompt.id, String(now ?? version.number), String(version.number)), enabled: now !== undefined && now !== version.number });
  const getting = [...new Set(uses.filter((use) => use.label === wanted).map(({ agent }) => agent))];
  const takenBy = wanted === "production" && now !== version.number ? (found?.prompts ?? []).map(({ title }) => title) : [];
  const run = (number: number | null) => move.mutate({ label: wanted, number }, { onSuccess: onClose, onError: showError });
  return (
    <Sheet
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={t("move.title", { number: version.number })}
      description={t("move.detail")}
      footer={
        <>
          {now === version.number && (
            <Button variant="ghost" className="mr-auto text-bad" loading={move.isPending} onClick={() => run(null)}>
              {t("move.take_away")}
            </Button>
          )}
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" disabled={now === version.number} loading={move.isPending} onClick={() => run(version.number)}>
            {t(now !== undefined && now > version.number ? "move.roll_back" : "move.submit")}
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        <Field label={t("move.label")}>
          <Select label={t("move.label")} value={label} onValueChange={setLabel} options={known.map((value) => ({ value, label: value }))} />
        </Field>
        <Field label={t("publish.own_label")} optional>
          <Input className="font-mono text-xs" value={own} maxLength={30} autoComplete="off" onChange={(event) => setOwn(labelName(event.target.value))} />
        </Field>
        {now === version.number && <Callout tone="info">{t("move.there", { label: wanted })}</Callout>}
        <p className="text-sm text-ink-2" role="status">
          {getting.length > 0 ? t("publish.getting", { count: getting.length, names: getting.join(", ") }) : t("publish.nobody")}
        </p>
        {takenBy.length > 0 && <p className="text-sm text-ink-2">{t("publish.including", { count: takenBy.length, names: takenBy.join(", ") })}</p>}
        {diff.data && now !== undefined && now !== version.number && (
          <section>
            <h3 className="mb-2 text-xs font-medium text-ink-2">{t("publish.changes", { number: now })}</h3>
            <DiffView diff={diff.data} />
          </section>
        )}
      </div>
    </Sheet>
  );
}
