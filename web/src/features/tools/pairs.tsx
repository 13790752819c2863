import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { Input } from "@/ui/input";

/** Two words a line, such as a name and where its value comes from; what else an item has stays as it is. */
export function PairList<A extends string, B extends string, Item extends Record<A, string> & Record<B, string>>({ label, items, first, second, onChange, add, limit, disabled, beside }: {
  label: string;
  items: Item[];
  first: { key: A; label: string; placeholder?: string };
  second: { key: B; label: string; placeholder?: string };
  onChange: (items: Item[]) => void;
  add: string;
  limit: number;
  disabled: boolean;
  /** What stands behind the words of a line. */
  beside?: (item: Item, put: (item: Item) => void, index: number) => ReactNode;
}) {
  const { t } = useTranslation("tools");
  const putItem = (index: number, next: Item) => onChange(items.map((item, at) => (at === index ? next : item)));
  const put = (index: number, key: A | B, value: string) => onChange(items.map((item, at) => (at === index ? { ...item, [key]: value } : item)));
  return (
    <div role="group" aria-label={label} className="space-y-2">
      {items.map((item, index) => (
        <div key={index} className="flex items-center gap-2">
          <Input aria-label={`${first.label} ${index + 1}`} placeholder={first.placeholder} className="w-2/5 font-mono text-xs" value={item[first.key]} disabled={disabled} spellCheck={false} autoComplete="off" onChange={(event) => put(index, first.key, event.target.value)} />
          <Input aria-label={`${second.label} ${index + 1}`} placeholder={second.placeholder} className="min-w-0 flex-1 font-mono text-xs" value={item[second.key]} disabled={disabled} spellCheck={false} autoComplete="off" onChange={(event) => put(index, second.key, event.target.value)} />
          {beside?.(item, (next) => putItem(index, next), index)}
          {!disabled && (
            <IconButton size="icon-sm" label={t("remove", { name: item[first.key] || index + 1 })} onClick={() => onChange(items.filter((_, at) => at !== index))}>
              <X aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {!disabled && items.length < limit && (
        <Button size="sm" variant="ghost" onClick={() => onChange([...items, { [first.key]: "", [second.key]: "" } as Item])}>
          <Plus aria-hidden />
          {add}
        </Button>
      )}
    </div>
  );
}
