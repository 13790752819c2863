import { useQuery } from "@tanstack/react-query";
import { Tag, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Input } from "@/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/popover";
import { tagsQuery } from "./api";

/** A tag for all of them, or none of those that some have. */
export function TagChange({ of, busy, onAdd, onRemove }: { of: readonly { tags: string[] }[]; busy: boolean; onAdd: (tag: string) => void; onRemove: (tag: string) => void }) {
  const { t } = useTranslation("knowledge");
  const known = useQuery(tagsQuery()).data ?? [];
  const held = [...new Set(of.flatMap(({ tags }) => tags))].sort((one, other) => one.localeCompare(other));
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const close = (then: () => void) => {
    setOpen(false);
    setText("");
    then();
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button size="sm" disabled={busy}>
          <Tag aria-hidden />
          {t("tags")}
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={t("bulk.tags")} className="w-72 space-y-3 p-3">
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            // What is typed here is not what the page around it is about.
            event.stopPropagation();
            if (text.trim()) close(() => onAdd(text.trim()));
          }}
        >
          <Input autoFocus list="known-tags" maxLength={40} aria-label={t("bulk.tag_add")} placeholder={t("bulk.tag_add")} value={text} onChange={(event) => setText(event.target.value)} />
          <datalist id="known-tags">
            {known.map((tag) => (
              <option key={tag} value={tag} />
            ))}
          </datalist>
          <Button type="submit" disabled={!text.trim()}>
            {t("bulk.add")}
          </Button>
        </form>
        {held.length > 0 && (
          <ul aria-label={t("bulk.tags_held")} className="flex flex-wrap gap-1">
            {held.map((tag) => (
              <li key={tag}>
                <button type="button" aria-label={t("bulk.tag_remove", { tag })} className="inline-flex min-h-6 max-w-60 items-center gap-1 rounded-full border border-line px-2 text-xs text-ink-2 hover:border-ink-3" onClick={() => close(() => onRemove(tag))}>
                  <span className="truncate">{tag}</span>
                  <X aria-hidden className="size-3 shrink-0" />
                </button>
              </li>
            ))}
          </ul>
        )}
      </PopoverContent>
    </Popover>
  );
}
