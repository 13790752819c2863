import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";

const ORIGIN = /^https?:\/\/(\*\.)?[^\s/*?#@]+$/i;

/** What was typed as an origin; undefined when it is none. A whole address is cut to its origin. */
export function originOf(typed: string): string | undefined {
  const text = typed.trim();
  const full = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  const origin = /^[a-z]+:\/\/[^/?#]*/i.exec(full)?.[0].toLowerCase() ?? "";
  return ORIGIN.test(origin) ? origin : undefined;
}

/** The pages that may show the widget, one address each. */
export function OriginsField({ value, onChange, disabled }: { value: string[]; onChange: (origins: string[]) => void; disabled: boolean }) {
  const { t } = useTranslation("agents");
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const add = () => {
    const origin = originOf(typed);
    setWrong(!origin);
    if (!origin) return;
    if (!value.includes(origin)) onChange([...value, origin]);
    setTyped("");
  };
  return (
    <div className="space-y-2">
      <Field label={t("deploy.origins")} help={value.length === 0 ? t("deploy.origins_none") : t("deploy.origins_help")} error={wrong ? t("deploy.origin_wrong") : undefined}>
        <div className="flex gap-2">
          <OriginInput
            value={typed}
            disabled={disabled}
            onChange={(text) => {
              setTyped(text);
              setWrong(false);
            }}
            onAdd={add}
          />
          <Button disabled={disabled || !typed.trim()} onClick={add}>
            <Plus aria-hidden />
            {t("deploy.add")}
          </Button>
        </div>
      </Field>
      <ul className="space-y-1 empty:hidden">
        {value.map((origin) => (
          <li key={origin} className="flex items-center gap-2 rounded-s bg-sunken pl-2.5">
            <code className="min-w-0 flex-1 truncate font-mono text-xs">{origin}</code>
            <IconButton size="icon-sm" disabled={disabled} label={t("form.remove", { name: origin })} onClick={() => onChange(value.filter((one) => one !== origin))}>
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </div>
  );
}

function OriginInput({ value, disabled, onChange, onAdd }: { value: string; disabled: boolean; onChange: (text: string) => void; onAdd: () => void }) {
  return (
    <Input
      className="min-w-0 flex-1 font-mono text-xs"
      inputMode="url"
      spellCheck={false}
      autoCapitalize="off"
      placeholder="https://www.example.com"
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        onAdd();
      }}
    />
  );
}
