import { Braces, Plus } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { IconButton } from "@/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import type { Texts } from "../../blueprint";
import { useEditor } from "../editor";

/** Chooses the language that texts are shown in; a dot marks one in which this text is still missing. */
export function LanguageTabs({ missing }: { missing?: (language: string) => boolean }) {
  const { t } = useTranslation("agents");
  const formats = useFormats();
  const { blueprint, language, setLanguage } = useEditor();
  if (blueprint.languages.length < 2) return null;
  return (
    <span role="group" aria-label={t("form.language")} className="inline-flex gap-0.5">
      {blueprint.languages.map((code) => (
        <button
          key={code}
          type="button"
          aria-pressed={code === language}
          title={formats.languageName(code)}
          onClick={() => setLanguage(code)}
          className={cn("relative min-h-6 min-w-7 rounded-xs px-1 font-mono text-2xs text-ink-3 uppercase hover:text-ink", code === language && "bg-sunken font-semibold text-ink")}
        >
          {code}
          {missing?.(code) && (
            <>
              <span aria-hidden className="absolute top-0.5 right-0 size-1 rounded-full bg-warn" />
              <span className="sr-only"> {t("form.missing")}</span>
            </>
          )}
        </button>
      ))}
    </span>
  );
}

/** A button that puts a variable where the caret is. */
export function InsertVariable({ onInsert }: { onInsert: (name: string) => void }) {
  const { t } = useTranslation("agents");
  const { variables } = useEditor();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton size="icon-sm" label={t("form.insert_variable")} className="size-6">
          <Braces aria-hidden />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="max-h-72">
        {variables.length === 0 && <DropdownMenuLabel>{t("form.no_variables")}</DropdownMenuLabel>}
        {variables.map((name) => (
          <DropdownMenuItem key={name} icon={<Plus aria-hidden />} onSelect={() => onInsert(name)}>
            <span className="font-mono text-xs">{name}</span>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

export interface LongTextProps {
  label: string;
  help?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  maxLength?: number | undefined;
  aside?: React.ReactNode;
  placeholder?: string | undefined;
}

/** A text in which variables may stand. */
export function LongText({ label, help, value, onChange, rows = 3, maxLength = 20_000, aside, placeholder }: LongTextProps) {
  const { mayEdit } = useEditor();
  const box = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const at = box.current?.selectionStart ?? value.length;
    const until = box.current?.selectionEnd ?? at;
    onChange(`${value.slice(0, at)}{{${name}}}${value.slice(until)}`);
    const caret = at + name.length + 4;
    // After the menu gave the focus back.
    setTimeout(() => {
      box.current?.focus();
      box.current?.setSelectionRange(caret, caret);
    }, 50);
  };
  return (
    <Field
      label={label}
      help={help}
      aside={
        <span className="flex items-center gap-1">
          {aside}
          {mayEdit && <InsertVariable onInsert={insert} />}
        </span>
      }
    >
      <Textarea ref={box} rows={rows} readOnly={!mayEdit} value={value} maxLength={maxLength} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}

/** A text in each of the agent's languages. */
export function TextsField({ label, help, value, onChange, rows }: { label: string; help?: string | undefined; value: unknown; onChange: (value: Texts) => void; rows?: number }) {
  const { language } = useEditor();
  const texts = (value ?? {}) as Texts;
  const written = Object.values(texts).some(Boolean);
  return (
    <LongText
      label={label}
      help={help}
      rows={rows ?? 3}
      value={texts[language] ?? ""}
      onChange={(text) => {
        const others = Object.entries(texts).filter(([code]) => code !== language);
        onChange(text === "" ? Object.fromEntries(others) : { ...texts, [language]: text });
      }}
      aside={<LanguageTabs missing={(code) => written && !texts[code]} />}
    />
  );
}
