import { useQuery } from "@tanstack/react-query";
import { Play, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { Switch } from "@/ui/switch";
import { useToastError } from "@/ui/use-toast-error";
import { casesQuery, type Definition, isMessage, type Tool, type ToolCase, type Tried, useChangeTool, useDeleteCase, useKeepCase, useTryTool } from "./api";
import { argumentsFrom, givenIn, typedFrom } from "./arguments";
import { useErrorName } from "./error-name";

/** Where a tool is tried for real, and where the cases are kept that stand in for it in tests. */
export function Bench({ tool, definition, save }: { tool: Tool; definition: Definition; save: () => Promise<boolean> }) {
  const { t } = useTranslation("tools");
  const mayTry = tool.can.includes("tool:manage");
  const showError = useToastError();
  const attempt = useTryTool(tool.id);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [known, setKnown] = useState<Record<string, string>>({});
  const [saving, setSaving] = useState(false);
  const given = argumentsFrom(definition.parameters, typed);
  const properties = Object.entries(definition.parameters.properties ?? {});
  const run = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    const kept = await save();
    setSaving(false);
    if (kept) attempt.mutate({ arguments: given, given: Object.fromEntries(Object.entries(known).filter(([, text]) => text !== "")) }, { onError: showError });
  };
  return (
    <section aria-label={t("bench.place")} className="min-w-0 space-y-5 xl:sticky xl:top-4">
      {mayTry && (
        <Card title={t("bench.title")} description={t(isMessage(definition) ? "bench.message_detail" : "bench.detail")}>
          <form onSubmit={(event) => void run(event)} className="space-y-4">
            {properties.map(([name, { type, description }]) => (
              <Field key={name} label={<span className="font-mono">{name}</span>} help={description} optional={!definition.parameters.required?.includes(name)}>
                {type === "boolean" ? (
                  <Select label={name} value={typed[name] ?? ""} placeholder={t("bench.not_given")} onValueChange={(value) => setTyped({ ...typed, [name]: value })} options={["true", "false"].map((value) => ({ value, label: value }))} />
                ) : (
                  <Input value={typed[name] ?? ""} maxLength={4_000} autoComplete="off" onChange={(event) => setTyped({ ...typed, [name]: event.target.value })} />
                )}
              </Field>
            ))}
            {givenIn(definition).map((name, index) => (
              <Field key={name} label={<span className="font-mono">{name}</span>} help={index === 0 ? t("bench.given") : undefined} optional>
                <Input value={known[name] ?? ""} maxLength={300} autoComplete="off" onChange={(event) => setKnown({ ...known, [name]: event.target.value })} />
              </Field>
            ))}
            <Button type="submit" variant="primary" loading={attempt.isPending || saving}>
              <Play aria-hidden />
              {t(isMessage(definition) ? "bench.write" : "bench.run")}
            </Button>
          </form>
          {attempt.data && <Result tried={attempt.data} />}
        </Card>
      )}
      <Cases tool={tool} given={given} tried={attempt.data} onChoose={(one) => setTyped(typedFrom(one.arguments))} />
    </section>
  );
}

function Result({ tried }: { tried: Tried }) {
  const { t } = useTranslation("tools");
  const formats = useFormats();
  const nameOf = useErrorName();
  return (
    <div className="mt-4 space-y-3" role="status">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <Pill tone={tried.ok ? "good" : "bad"}>{tried.ok ? t("bench.ok") : nameOf(tried.error ?? "")}</Pill>
        <span className="text-xs text-ink-2 tabular-nums">
          {[tried.status, formats.milliseconds(tried.ms), tried.attempts > 1 && t("bench.attempts", { count: tried.attempts })].filter(Boolean).join(" · ")}
        </span>
      </p>
      <Shown label={t("bench.sent")} text={[`${tried.sent.method} ${tried.sent.url}`, tried.sent.body].filter(Boolean).join("\n\n")} />
      {tried.ok && <Shown label={t("bench.result")} text={JSON.stringify(tried.result, null, 2)} />}
      <Shown label={t("bench.answer")} text={tried.answer || t("bench.nothing")} />
    </div>
  );
}

/** Text from outside, as it came. */
export function Shown({ label, text }: { label: string; text: string }) {
  return (
    <figure>
      <figcaption className="mb-1 text-xs font-medium text-ink-2">{label}</figcaption>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached */}
      <pre role="group" tabIndex={0} aria-label={label} className="max-h-56 overflow-auto rounded-s border border-line bg-sunken p-2 font-mono text-2xs break-words whitespace-pre-wrap">
        {text}
      </pre>
    </figure>
  );
}

function Cases({ tool, given, tried, onChoose }: { tool: Tool; given: Record<string, unknown>; tried: Tried | undefined; onChoose: (one: ToolCase) => void }) {
  const { t } = useTranslation("tools");
  const showError = useToastError();
  const mayManage = tool.can.includes("tool:manage");
  const cases = useQuery(casesQuery(tool.id)).data ?? [];
  const keep = useKeepCase(tool.id);
  const remove = useDeleteCase(tool.id);
  const change = useChangeTool(tool.id);
  const [name, setName] = useState("");
  const mocked = tool.test_mode === "mock";
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    keep.mutate({ name: name.trim(), arguments: given, mock_status: tried?.status ?? 200, mock_body: tried?.answer || "{}" }, { onSuccess: () => setName(""), onError: showError });
  };
  return (
    <Card title={t("cases.title")} description={t("cases.detail")}>
      <div className="space-y-4">
        <Switch label={t("cases.mock")} description={t("cases.mock_detail")} disabled={!mayManage} checked={mocked} onCheckedChange={(on) => change.mutate({ test_mode: on ? "mock" : "real" }, { onError: showError })} />
        {mocked && cases.every((one) => one.mock_status === null) && <Callout tone="warn">{t("cases.no_mock")}</Callout>}
        {cases.length > 0 && (
          <ul className="space-y-2">
            {cases.map((one) => (
              <li key={one.id} className="rounded-m border border-line p-2">
                <div className="flex items-center gap-2">
                  <button type="button" className="min-w-0 flex-1 truncate text-left text-sm font-medium hover:underline" onClick={() => onChoose(one)}>
                    {one.name}
                  </button>
                  {mayManage && (
                    <IconButton size="icon-sm" label={t("remove", { name: one.name })} onClick={() => remove.mutate(one.id, { onError: showError })}>
                      <Trash2 aria-hidden />
                    </IconButton>
                  )}
                </div>
                <p className="truncate font-mono text-2xs text-ink-3">{JSON.stringify(one.arguments)}</p>
                {one.mock_status !== null && <MockBody key={one.mock_body} one={one} disabled={!mayManage} onSave={(mock_body) => keep.mutate({ ...one, mock_body }, { onError: showError })} />}
              </li>
            ))}
          </ul>
        )}
        {mayManage && (
          <form onSubmit={add} className="flex items-end gap-2">
            <Field label={t("cases.name")} help={t("cases.name_help")} className="flex-1">
              <Input value={name} maxLength={120} autoComplete="off" onChange={(event) => setName(event.target.value)} />
            </Field>
            <Button type="submit" className="mb-5" loading={keep.isPending} disabled={!name.trim()}>
              {t("cases.add")}
            </Button>
          </form>
        )}
      </div>
    </Card>
  );
}

function MockBody({ one, disabled, onSave }: { one: ToolCase; disabled: boolean; onSave: (body: string) => void }) {
  const { t } = useTranslation("tools");
  const [body, setBody] = useState(one.mock_body);
  return (
    <details className="mt-1">
      <summary className="cursor-pointer text-xs text-ink-2 hover:text-ink">{t("cases.answer", { status: one.mock_status })}</summary>
      <Textarea aria-label={t("cases.answer_of", { name: one.name })} className="mt-1 font-mono text-2xs" value={body} maxLength={20_000} disabled={disabled} spellCheck={false} onChange={(event) => setBody(event.target.value)} />
      {!disabled && body !== one.mock_body && (
        <Button size="sm" className="mt-1" onClick={() => onSave(body)}>
          {t("save")}
        </Button>
      )}
    </details>
  );
}
