import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { Sheet } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { Select } from "@/ui/select";
import { useToastError } from "@/ui/use-toast-error";
import { type Case, casesQuery, type Prompt, useDeleteCase, useKeepCase, type Variable } from "./api";

type Draft = Omit<Case, "id"> & { id?: string };
type Turn = Case["earlier"][number];

const MOST_TURNS = 20;
const linesOf = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter(Boolean);

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
          <Button size="sm" onClick={() => setEditing({ name: "", message: "", values: {}, earlier: [], says: [], never: [] })}>
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
              {one.says.length + one.never.length > 0 && <p className="text-2xs text-ink-3">{t("cases.checks", { count: one.says.length + one.never.length })}</p>}
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
  const [earlier, setEarlier] = useState(draft.earlier);
  const [says, setSays] = useState(draft.says.join("\n"));
  const [never, setNever] = useState(draft.never.join("\n"));
  const turn = (index: number, patch: Partial<Turn>) => setEarlier(earlier.map((one, at) => (at === index ? { ...one, ...patch } : one)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
    keep.mutate({ ...(draft.id ? { id: draft.id } : {}), name: name.trim(), message: message.trim(), values: filled, earlier: earlier.filter(({ text }) => text.trim()), says: linesOf(says), never: linesOf(never) }, { onSuccess: onClose, onError: showError });
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
        <fieldset className="space-y-2">
          <legend className="mb-1 text-xs font-medium text-ink-2">{t("cases.earlier")}</legend>
          {earlier.map((one, index) => (
            <div key={index} className="flex items-center gap-1.5">
              <Select className="w-32 shrink-0" label={t("cases.who", { number: index + 1 })} value={one.who} onValueChange={(who) => turn(index, { who })} options={(["caller", "agent"] as const).map((who) => ({ value: who, label: t(`cases.people.${who}`) }))} />
              <Input className="min-w-0 flex-1" aria-label={t("cases.said", { number: index + 1 })} value={one.text} maxLength={2_000} autoComplete="off" onChange={(event) => turn(index, { text: event.target.value })} />
              <IconButton size="icon-sm" label={t("cases.forget", { number: index + 1 })} onClick={() => setEarlier(earlier.filter((_, at) => at !== index))}>
                <X aria-hidden />
              </IconButton>
            </div>
          ))}
          {earlier.length < MOST_TURNS && (
            <Button size="sm" onClick={() => setEarlier([...earlier, { who: earlier.at(-1)?.who === "caller" ? "agent" : "caller", text: "" }])}>
              <Plus aria-hidden />
              {t("cases.add_turn")}
            </Button>
          )}
        </fieldset>
        <Field label={t("cases.message")} help={t("cases.message_help")}>
          <Textarea rows={3} value={message} maxLength={2_000} onChange={(event) => setMessage(event.target.value)} />
        </Field>
        <Field label={t("cases.says")} help={t("cases.words_help")} optional>
          <Textarea rows={2} value={says} maxLength={2_000} onChange={(event) => setSays(event.target.value)} />
        </Field>
        <Field label={t("cases.never")} help={t("cases.words_help")} optional>
          <Textarea rows={2} value={never} maxLength={2_000} onChange={(event) => setNever(event.target.value)} />
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
