import { Braces, Eye, Maximize2, Plus } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { loadTexts } from "@/app/i18n";
import type { EditorHandle } from "@/features/prompt-text";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { IconButton } from "@/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import type { Texts } from "../../blueprint";
import { useEditor } from "../editor";
import { AgentText } from "../text/agent-text";
import type { Part } from "../text/place";

const TextWindow = lazy(async () => {
  const [module] = await Promise.all([import("../text/text-window"), loadTexts("prompts")]);
  return { default: module.TextWindow };
});

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
  /** What it is of the agent, where it is more than a word: it is written in the editor for prompts then. */
  part?: Part | undefined;
  readOnly?: boolean;
  /** Which of several texts that stand in one place: what is undone in one is none of another's business. */
  unit?: string;
}

/** A text in which variables may stand. */
export function LongText({ label, help, value, onChange, rows = 3, maxLength = 20_000, aside, placeholder = "", part, readOnly = false, unit = "" }: LongTextProps) {
  const { t } = useTranslation("agents");
  const { mayEdit } = useEditor();
  const box = useRef<HTMLTextAreaElement>(null);
  const handle = useRef<EditorHandle>(undefined);
  const over = useRef<EditorHandle>(undefined);
  const [open, setOpen] = useState<"text" | "sent">();
  const locked = readOnly || !mayEdit;
  const insert = (name: string) => {
    // After the menu gave the focus back.
    if (handle.current) return void setTimeout(() => handle.current?.insert(`{{${name}}}`), 50);
    const at = box.current?.selectionStart ?? value.length;
    const until = box.current?.selectionEnd ?? at;
    onChange(`${value.slice(0, at)}{{${name}}}${value.slice(until)}`);
    const caret = at + name.length + 4;
    setTimeout(() => {
      box.current?.focus();
      box.current?.setSelectionRange(caret, caret);
    }, 50);
  };
  const text = { label, value, onChange, readOnly: locked, maxLength, placeholder };
  return (
    <Field
      label={label}
      help={help}
      aside={
        <span className="flex items-center gap-1">
          {aside}
          {!locked && <InsertVariable onInsert={insert} />}
          {part && part !== "said" && (
            <IconButton size="icon-sm" label={t("text.as_sent", { name: label })} className="size-6" onClick={() => setOpen("sent")}>
              <Eye aria-hidden />
            </IconButton>
          )}
          {part && (
            <IconButton size="icon-sm" label={t("text.enlarge", { name: label })} className="size-6" onClick={() => setOpen("text")}>
              <Maximize2 aria-hidden />
            </IconButton>
          )}
        </span>
      }
    >
      {part ? <AgentText key={unit} {...text} part={part} rows={rows} handle={handle} /> : <Textarea ref={box} rows={rows} readOnly={locked} value={value} maxLength={maxLength} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} />}
      {part && open && (
        <Suspense fallback={null}>
          <TextWindow
            {...text}
            unit={unit}
            part={part}
            begin={open}
            handle={over}
            actions={
              <>
                {aside}
                {!locked && <InsertVariable onInsert={(name) => setTimeout(() => over.current?.insert(`{{${name}}}`), 50)} />}
              </>
            }
            onClose={() => setOpen(undefined)}
          />
        </Suspense>
      )}
    </Field>
  );
}

/** A text in each of the agent's languages. */
export function TextsField({ label, help, value, onChange, rows = 3, part }: { label: string; help?: string | undefined; value: unknown; onChange: (value: Texts) => void; rows?: number; part?: Part | undefined }) {
  const { language } = useEditor();
  const texts = (value ?? {}) as Texts;
  const written = Object.values(texts).some(Boolean);
  return (
    <LongText
      unit={language}
      label={label}
      help={help}
      rows={rows}
      part={part ?? (rows > 1 ? "said" : undefined)}
      value={texts[language] ?? ""}
      onChange={(text) => {
        const others = Object.entries(texts).filter(([code]) => code !== language);
        onChange(text === "" ? Object.fromEntries(others) : { ...texts, [language]: text });
      }}
      aside={<LanguageTabs missing={(code) => written && !texts[code]} />}
    />
  );
}
