import { Play } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { useToastError } from "@/ui/use-toast-error";
import { type Definition, isMessage, type Tool, type Tried, useTryTool } from "./api";
import { argumentsFrom, givenIn, typedFrom } from "./arguments";
import { Cases } from "./cases";
import { useErrorName } from "@/features/trace";
import { Shown } from "./shown";

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
      <Cases tool={tool} given={given} tried={attempt.data} tries={!isMessage(definition)} save={save} onChoose={(one) => setTyped(typedFrom(one.arguments))} />
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
