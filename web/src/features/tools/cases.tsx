import { useQuery } from "@tanstack/react-query";
import { Play, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { Switch } from "@/ui/switch";
import { useToastError } from "@/ui/use-toast-error";
import { answerOf, isSame } from "./answers";
import { casesQuery, type Tool, type ToolCase, type Tried, useChangeTool, useDeleteCase, useKeepCase, useTryAll } from "./api";
import { Verdict } from "./verdict";

/** Arguments to try again, and the answers that stand in for the real ones; tried together, with what is otherwise now. */
export function Cases({ tool, given, tried, tries, save, onChoose }: {
  tool: Tool;
  given: Record<string, unknown>;
  tried: Tried | undefined;
  /** Whether trying calls anybody. */
  tries: boolean;
  save: () => Promise<boolean>;
  onChoose: (one: ToolCase) => void;
}) {
  const { t } = useTranslation("tools");
  const showError = useToastError();
  const mayManage = tool.can.includes("tool:manage");
  const cases = useQuery(casesQuery(tool.id)).data ?? [];
  const keep = useKeepCase(tool.id);
  const remove = useDeleteCase(tool.id);
  const change = useChangeTool(tool.id);
  const [name, setName] = useState("");
  const all = useTryAll(tool.id);
  const tryAll = async () => {
    if (await save()) all.run(cases, showError);
  };
  const mocked = tool.test_mode === "mock";
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    keep.mutate({ name: name.trim(), arguments: given, ...answerOf(tried) }, { onSuccess: () => setName(""), onError: showError });
  };
  return (
    <Card title={t("cases.title")} description={t("cases.detail")}>
      <div className="space-y-4">
        <Switch label={t("cases.mock")} description={t("cases.mock_detail")} disabled={!mayManage} checked={mocked} onCheckedChange={(on) => change.mutate({ test_mode: on ? "mock" : "real" }, { onError: showError })} />
        {mocked && cases.every((one) => one.mock_status === null) && <Callout tone="warn">{t("cases.no_mock")}</Callout>}
        {mayManage && tries && cases.length > 0 && (
          <div>
            <Button size="sm" loading={all.running} onClick={() => void tryAll()}>
              <Play aria-hidden />
              {t("cases.try_all", { count: cases.length })}
            </Button>
            <p className="mt-1 text-xs text-ink-2" role="status">
              {all.found.size > 0 ? t("cases.tried", { done: all.found.size, total: cases.length, same: cases.filter((one) => isSame(one, all.found.get(one.id))).length }) : t("cases.try_all_detail")}
            </p>
          </div>
        )}
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
                <Verdict one={one} tried={all.found.get(one.id)} disabled={!mayManage} onKeep={(answer) => keep.mutate({ ...one, ...answer }, { onError: showError })} />
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
