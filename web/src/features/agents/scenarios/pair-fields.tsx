import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Input, Textarea } from "@/ui/input";
import { readValue, type Value, writtenValue } from "./values";

interface PairFieldsProps<T> {
  /** What the pairs are, for those who hear it. */
  label: string;
  add: string;
  begun: Record<string, T>;
  write: (value: T) => string;
  read: (text: string) => T;
  disabled: boolean;
  onChange: (pairs: Record<string, T>) => void;
}

/** Names with values, a row each. What is typed stays in its row until it has a name. */
function PairFields<T>({ label, add, begun, write, read, disabled, onChange }: PairFieldsProps<T>) {
  const { t } = useTranslation("scenarios");
  const [rows, setRows] = useState(() => Object.entries(begun).map(([name, value]) => ({ name, text: write(value) })));
  const change = (next: typeof rows) => {
    setRows(next);
    onChange(Object.fromEntries(next.filter(({ name }) => name.trim()).map(({ name, text }) => [name.trim(), read(text)])));
  };
  const put = (index: number, part: Partial<(typeof rows)[number]>) => change(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <div role="group" aria-label={label} className="grid gap-2">
      {rows.map(({ name, text }, index) => (
        <div key={index} className="flex items-start gap-2">
          <Input aria-label={t("sheet.pair_name", { at: index + 1 })} placeholder={t("sheet.pair_name_hint")} className="w-2/5 shrink-0" maxLength={120} disabled={disabled} value={name} onChange={({ target }) => put(index, { name: target.value })} />
          <Textarea rows={1} aria-label={t("sheet.pair_value", { at: index + 1 })} placeholder={t("sheet.pair_value_hint")} className="min-h-8 min-w-0 flex-1" disabled={disabled} value={text} onChange={({ target }) => put(index, { text: target.value })} />
          {!disabled && (
            <IconButton label={t("sheet.pair_remove", { at: index + 1 })} onClick={() => change(rows.filter((_, at) => at !== index))}>
              <Trash2 aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {!disabled && rows.length < 50 && (
        <Button size="sm" className="justify-self-start" onClick={() => setRows([...rows, { name: "", text: "" }])}>
          <Plus aria-hidden />
          {add}
        </Button>
      )}
    </div>
  );
}

type Told<T> = Omit<PairFieldsProps<T>, "write" | "read">;

/** Pairs whose values are text. */
export const TextPairs = (props: Told<string>) => <PairFields {...props} write={(value) => value} read={(text) => text} />;

/** Pairs whose values are whatever JSON has; what is no JSON is text. */
export const ValuePairs = (props: Told<Value>) => <PairFields {...props} write={writtenValue} read={readValue} />;
