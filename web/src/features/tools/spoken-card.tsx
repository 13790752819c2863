import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Switch } from "@/ui/switch";
import { type Definition, SLOW_AFTER } from "./api";

interface Props {
  definition: Definition;
  onChange: (definition: Definition) => void;
  disabled: boolean;
}

const MOMENTS = ["say_first", "say_slow", "say_failed"] as const;
const [SOONEST, LATEST] = [2, 60];

/** What the agent says while the tool runs, and whether it waits for it. */
export function SpokenCard({ definition, onChange, disabled }: Props) {
  const { t, i18n } = useTranslation("tools");
  const formats = useFormats();
  const languages = [...new Set(["es", "en", i18n.language, ...MOMENTS.flatMap((moment) => Object.keys(definition[moment] ?? {}))])];
  const waits = definition.waits ?? true;
  return (
    <Card title={t("spoken.title")} description={t("spoken.detail")}>
      <div className="space-y-5">
        {MOMENTS.filter((moment) => waits || moment === "say_first").map((moment) => (
          <fieldset key={moment} className="space-y-3">
            <legend className="mb-1 text-xs font-medium text-ink-2">{t(`spoken.${moment}`)}</legend>
            <p className="text-xs text-ink-2">{t(`spoken.${moment}_help`)}</p>
            {moment === "say_slow" && (
              <Field label={t("spoken.slow_after")} className="max-w-72">
                <Input type="number" min={SOONEST} max={LATEST} value={definition.slow_after ?? SLOW_AFTER} disabled={disabled} onChange={(event) => onChange({ ...definition, slow_after: Math.min(LATEST, Math.max(SOONEST, Math.round(Number(event.target.value)) || SOONEST)) })} />
              </Field>
            )}
            {languages.map((code) => (
              <Field key={code} optional label={t(`spoken.${moment}_in`, { language: formats.languageName(code) })}>
                <Input value={definition[moment]?.[code] ?? ""} maxLength={500} disabled={disabled} onChange={(event) => onChange({ ...definition, [moment]: withText(definition[moment] ?? {}, code, event.target.value) })} />
              </Field>
            ))}
          </fieldset>
        ))}
        <Switch label={t("spoken.waits")} description={t("spoken.waits_help")} checked={waits} disabled={disabled} onCheckedChange={(checked) => onChange({ ...definition, waits: checked })} />
      </div>
    </Card>
  );
}

const withText = (texts: Record<string, string>, code: string, text: string): Record<string, string> => Object.fromEntries(Object.entries({ ...texts, [code]: text }).filter(([, one]) => one !== ""));
