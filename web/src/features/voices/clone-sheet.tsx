import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Checkbox } from "@/ui/checkbox";
import { Sheet } from "@/ui/dialog";
import { ErrorState, useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { type Catalogue, type CloneTerms, termsQuery, useClone } from "./api";

/** Makes a voice of recordings, with the word of somebody that its owner agreed. */
export function CloneSheet({ accounts, onClose }: { accounts: Catalogue[]; onClose: () => void }) {
  const { t, i18n } = useTranslation("voices");
  const terms = useQuery(termsQuery(i18n.language));
  const clone = useClone();
  const form = useId();
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("clone.title")}
      description={t("clone.about")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form={form} loading={clone.isPending} disabled={!terms.data?.usable}>
            {t("clone.make")}
          </Button>
        </>
      }
    >
      {terms.isPending && <SkeletonText lines={8} />}
      {terms.isError && <ErrorState compact error={terms.error} onRetry={() => void terms.refetch()} />}
      {terms.data && <CloneForm id={form} terms={terms.data} accounts={accounts} clone={clone} onClose={onClose} />}
    </Sheet>
  );
}

function CloneForm({ id, terms, accounts, clone, onClose }: { id: string; terms: CloneTerms; accounts: Catalogue[]; clone: ReturnType<typeof useClone>; onClose: () => void }) {
  const { t } = useTranslation("voices");
  const formats = useFormats();
  const textOf = useErrorText();
  const [account, setAccount] = useState(accounts[0]?.account.id ?? "");
  const [name, setName] = useState("");
  const [speaker, setSpeaker] = useState("");
  const [files, setFiles] = useState<File[]>([]);
  const [agreed, setAgreed] = useState(false);
  const [tried, setTried] = useState(false);
  const missing = (text: string) => (tried && text.trim() === "" ? t("clone.needed") : undefined);
  const amount = files.length > terms.most_samples || files.some(({ size }) => size > terms.most_sample_bytes) || files.reduce((sum, { size }) => sum + size, 0) > terms.most_bytes;
  const limits = t("clone.files_help", { most: terms.most_samples, size: formats.bytes(terms.most_sample_bytes) });
  const fault = clone.error instanceof ApiError ? textOf(clone.error) : clone.error ? textOf(clone.error) : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!agreed || amount || files.length === 0 || !name.trim() || !speaker.trim()) return;
    clone.mutate(
      { account, name: name.trim(), speaker: speaker.trim(), agreed, files },
      {
        onSuccess: (voice) => {
          toast(t("clone.made", { name: voice.name }));
          onClose();
        },
      },
    );
  };
  return (
    <form id={id} aria-label={t("clone.title")} className="space-y-4" onSubmit={submit}>
      {!terms.usable && (
        <Callout tone="info" title={t("premium.title")}>
          {t("clone.plan")}
        </Callout>
      )}
      <Field label={t("filters.account")}>
        <Select label={t("filters.account")} value={account} onValueChange={setAccount} options={accounts.map((one) => ({ value: one.account.id, label: one.account.label }))} />
      </Field>
      <Field label={t("clone.name")} help={t("clone.name_help")} error={missing(name)}>
        <Input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t("clone.speaker")} help={t("clone.speaker_help")} error={missing(speaker)}>
        <Input value={speaker} maxLength={120} autoComplete="off" onChange={(event) => setSpeaker(event.target.value)} />
      </Field>
      <Field label={t("clone.files")} help={limits} error={amount ? t("clone.files_too_much") : tried && files.length === 0 ? t("clone.needed") : undefined}>
        <Input type="file" multiple accept="audio/*,.mp3,.wav,.ogg,.flac,.m4a,.webm" className="h-auto py-1" onChange={(event) => setFiles([...(event.target.files ?? [])])} />
      </Field>
      <div className="rounded-m border border-line p-3">
        <Checkbox checked={agreed} onCheckedChange={setAgreed} label={t("clone.agreed")} description={terms.wording} />
        {tried && !agreed && <p className="mt-1.5 text-xs text-bad">{t("clone.consent_needed")}</p>}
      </div>
      <p className="text-xs text-ink-2">{t("clone.recorded")}</p>
      {fault && (
        <Callout tone="bad" live title={fault.title}>
          {fault.detail}
        </Callout>
      )}
    </form>
  );
}
