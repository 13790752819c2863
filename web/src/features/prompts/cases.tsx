import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { Sheet } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { useToastError } from "@/ui/use-toast-error";
import { type Case, casesQuery, type Prompt, useDeleteCase, useKeepCase, type Variable } from "./api";

type Draft = Omit<Case, "id"> & { id?: string };

/** Situations worth trying again. */
export function Cases({ prompt, variables, disabled }: { prompt: Prompt; variables: Variable[]; disabled: boolean }) {
  const { t } = useTranslation("prompts");
  const showError = useToastError();
  const cases = useQuery(casesQuery(prompt.id)).data ?? [];
  const remove = useDeleteCase(prompt.id);
  const [editing, setEditing] = useState<Draft>();
  return (
    <Card
      title={t("cases.title")}
      description={t("cases.detail")}
      actions={
        !disabled && (
          <Button size="sm" onClick={() => setEditing({ name: "", message: "", values: {} })}>
            <Plus aria-hidden />
            {t("cases.new")}
          </Button>
        )
      }
    >
      {cases.length === 0 && <p className="text-sm text-ink-3">{t("cases.none")}</p>}
      <ul className="space-y-2">
        {cases.map((one) => (
          <li key={one.id} className="flex items-start gap-1 rounded-m border border-line p-2 pl-3">
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm font-medium">{one.name}</p>
              <p className="line-clamp-2 text-xs break-words text-ink-2">{one.message}</p>
            </div>
            {!disabled && (
              <>
                <IconButton size="icon-sm" label={t("cases.edit", { name: one.name })} onClick={() => setEditing(one)}>
                  <Pencil aria-hidden />
                </IconButton>
                <IconButton size="icon-sm" label={t("cases.remove", { name: one.name })} onClick={() => remove.mutate(one.id, { onError: showError })}>
                  <X aria-hidden />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ul>
      {editing && <CaseSheet promptId={prompt.id} draft={editing} variables={variables} onClose={() => setEditing(undefined)} />}
    </Card>
  );
}

function CaseSheet({ promptId, draft, variables, onClose }: { promptId: string; draft: Draft; variables: Variable[]; onClose: () => void }) {
  const { t } = useTranslation("prompts");
  const showError = useToastError();
  const keep = useKeepCase(promptId);
  const [name, setName] = useState(draft.name);
  const [message, setMessage] = useState(draft.message);
  const [values, setValues] = useState(draft.values);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
    keep.mutate({ ...(draft.id ? { id: draft.id } : {}), name: name.trim(), message: message.trim(), values: filled }, { onSuccess: onClose, onError: showError });
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(draft.id ? "cases.change" : "cases.new")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="prompt-case" loading={keep.isPending} disabled={!name.trim() || !message.trim()}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form id="prompt-case" onSubmit={submit} className="space-y-4">
        <Field label={t("cases.name")}>
          <Input autoFocus value={name} maxLength={120} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("cases.message")} help={t("cases.message_help")}>
          <Textarea rows={3} value={message} maxLength={2_000} onChange={(event) => setMessage(event.target.value)} />
        </Field>
        {variables.map((one) => (
          <Field key={one.name} label={<span className="font-mono">{one.name}</span>} help={one.description || undefined} optional>
            <Input value={values[one.name] ?? ""} placeholder={one.sample} maxLength={500} autoComplete="off" onChange={(event) => setValues({ ...values, [one.name]: event.target.value })} />
          </Field>
        ))}
      </form>
    </Sheet>
  );
}
