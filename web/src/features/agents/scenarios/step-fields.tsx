import { ArrowUp, Plus, Trash2 } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Input, Textarea } from "@/ui/input";
import { Select } from "@/ui/select";
import { type Line, MOST_LINES, NO_LINE, STEP_KINDS } from "./form";

/** What the customer does, one thing after the other: says something, presses a button or keys, or is silent. */
export function StepFields({ lines, disabled, onChange }: { lines: readonly Line[]; disabled: boolean; onChange: (lines: Line[]) => void }) {
  const { t } = useTranslation("scenarios");
  const list = useRef<HTMLOListElement>(null);
  const put = (index: number, part: Partial<Line>) => onChange(lines.map((line, at) => (at === index ? { ...line, ...part } : line)));
  const add = (index: number) => {
    if (lines.length >= MOST_LINES) return;
    onChange([...lines.slice(0, index), NO_LINE, ...lines.slice(index)]);
    requestAnimationFrame(() => list.current?.children[index]?.querySelector<HTMLElement>("textarea, input")?.focus());
  };
  const next = (event: KeyboardEvent, index: number) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    // As in a chat: what is typed is said, and a form is not sent by it.
    event.preventDefault();
    add(index + 1);
  };
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 text-xs font-medium text-ink-2">{t("sheet.lines")}</legend>
      <ol ref={list} className="grid gap-2">
        {lines.map((line, index) => (
          <li key={index} className="flex flex-wrap items-start gap-2 sm:flex-nowrap">
            <Select
              className="w-40 shrink-0"
              label={t("sheet.line_kind", { at: index + 1 })}
              disabled={disabled}
              value={line.kind}
              onValueChange={(kind) => put(index, { kind })}
              options={STEP_KINDS.map((value) => ({ value, label: t(`step.${value}`) }))}
            />
            <LineText line={line} label={t("sheet.line", { at: index + 1 })} disabled={disabled} onChange={(text) => put(index, { text })} onKeyDown={(event) => next(event, index)} />
            {!disabled && (
              <span className="ml-auto flex shrink-0">
                <IconButton label={t("sheet.line_up", { at: index + 1 })} disabled={index === 0} onClick={() => onChange([...lines.slice(0, index - 1), line, ...lines.slice(index - 1, index), ...lines.slice(index + 1)])}>
                  <ArrowUp aria-hidden />
                </IconButton>
                <IconButton label={t("sheet.line_remove", { at: index + 1 })} onClick={() => onChange(lines.filter((_, at) => at !== index))}>
                  <Trash2 aria-hidden />
                </IconButton>
              </span>
            )}
          </li>
        ))}
      </ol>
      {!disabled && (
        <Button size="sm" className="justify-self-start" disabled={lines.length >= MOST_LINES} onClick={() => add(lines.length)}>
          <Plus aria-hidden />
          {t("sheet.add_line")}
        </Button>
      )}
      <p className="text-xs text-ink-3">{t("sheet.lines_help")}</p>
    </fieldset>
  );
}

interface LineTextProps {
  line: Line;
  label: string;
  disabled: boolean;
  onChange: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function LineText({ line, label, disabled, onChange, onKeyDown }: LineTextProps) {
  const { t } = useTranslation("scenarios");
  switch (line.kind) {
    case "silent":
      return <p className="min-w-32 flex-1 max-sm:order-last max-sm:basis-full py-1.5 text-sm text-ink-3">{t("sheet.line_silent")}</p>;
    case "keys":
      return <Input aria-label={label} placeholder="1#" inputMode="tel" pattern="[0-9*#]*" maxLength={40} className="min-w-32 flex-1 max-sm:order-last max-sm:basis-full font-mono" disabled={disabled} value={line.text} onChange={({ target }) => onChange(target.value)} onKeyDown={onKeyDown} />;
    case "choice":
      return <Input aria-label={label} placeholder={t("sheet.line_choice")} maxLength={200} className="min-w-32 flex-1 max-sm:order-last max-sm:basis-full" disabled={disabled} value={line.text} onChange={({ target }) => onChange(target.value)} onKeyDown={onKeyDown} />;
    case "say":
      return <Textarea rows={1} aria-label={label} maxLength={2000} className="min-h-8 min-w-32 flex-1 max-sm:order-last max-sm:basis-full" disabled={disabled} value={line.text} onChange={({ target }) => onChange(target.value)} onKeyDown={onKeyDown} />;
  }
}
