import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/ui/button";
import { useEditor } from "../editor";

/** Things in an order that matters: add, change, move, remove. */
export function ItemList<T>({ label, help, items, onChange, make, add, nameOf, limit, children }: { label: string; help?: string | undefined; items: T[]; onChange: (items: T[]) => void; make: () => T; add: string; nameOf: (item: T, index: number) => string; limit?: number | undefined; children: (item: T, change: (item: T) => void, index: number) => ReactNode }) {
  const { t } = useTranslation("agents");
  const { mayEdit } = useEditor();
  const move = (from: number, to: number) => {
    const next = [...items];
    const [item] = next.splice(from, 1);
    if (item !== undefined) next.splice(to, 0, item);
    onChange(next);
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-ink-2">{label}</legend>
      {help && <p className="mb-1.5 text-xs text-ink-3">{help}</p>}
      <ol className="space-y-2 empty:hidden">
        {items.map((item, index) => (
          <li key={index} className="rounded-m border border-line p-2.5">
            <div className="space-y-2.5">{children(item, (next) => onChange(items.map((old, at) => (at === index ? next : old))), index)}</div>
            {mayEdit && (
              <div className="mt-2 flex justify-end gap-0.5">
                <IconButton size="icon-sm" label={t("form.move_up", { name: nameOf(item, index) })} disabled={index === 0} onClick={() => move(index, index - 1)}>
                  <ArrowUp aria-hidden />
                </IconButton>
                <IconButton size="icon-sm" label={t("form.move_down", { name: nameOf(item, index) })} disabled={index === items.length - 1} onClick={() => move(index, index + 1)}>
                  <ArrowDown aria-hidden />
                </IconButton>
                <IconButton size="icon-sm" label={t("form.remove", { name: nameOf(item, index) })} onClick={() => onChange(items.filter((_, at) => at !== index))}>
                  <Trash2 aria-hidden />
                </IconButton>
              </div>
            )}
          </li>
        ))}
      </ol>
      {mayEdit && (limit === undefined || items.length < limit) && (
        <Button size="sm" variant="ghost" className="mt-1.5 text-accent" onClick={() => onChange([...items, make()])}>
          <Plus aria-hidden />
          {add}
        </Button>
      )}
    </fieldset>
  );
}
