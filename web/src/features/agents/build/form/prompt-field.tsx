import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BookmarkPlus, ScrollText } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PromptOut, PromptSummary } from "@/api/generated/schema";
import { useMay } from "@/api/session";
import { useDebounced } from "@/lib/use-debounced";
import { Button } from "@/ui/button";
import { Sheet } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { Combobox } from "@/ui/combobox";
import type { Data } from "../../blueprint";
import { useEditor } from "../editor";
import { libraryQuery, linkedPromptQuery, promptTextQuery } from "../library";
import { KeepPrompt } from "./keep-prompt";
import { LongText } from "./texts-field";

/** Which prompt of the library a task is: by the label that it follows, or a version that it stays with. */
interface LibraryLink {
  id: string;
  label: string;
  version: number;
}
interface PromptFieldProps {
  label: string;
  help?: string | undefined;
  maxLength?: number | undefined;
  data: Data;
  onData: (data: Data) => void;
}

/** A task of the step's own, or one from the library. */
export function PromptField({ label, help, maxLength, data, onData }: PromptFieldProps) {
  const { t } = useTranslation("agents");
  const { mayEdit } = useEditor();
  const mayRead = useMay("prompt:read");
  const [choosing, setChoosing] = useState(false);
  const link = (data.library ?? undefined) as LibraryLink | undefined;
  const text = typeof data.prompt === "string" ? data.prompt : "";
  const take = (next: LibraryLink, taken: string) => onData({ ...data, prompt: taken, library: next });
  const mayKeep = useMay("prompt:manage");
  const [keeping, setKeeping] = useState(false);
  const open = mayEdit && mayRead && (
    <Button size="sm" variant="ghost" onClick={() => setChoosing(true)}>
      <ScrollText aria-hidden />
      {t(link ? "library.change" : "library.open")}
    </Button>
  );
  return (
    <div className="space-y-2">
      {link ? (
        <Linked label={label} link={link} text={text} open={open} onTake={take} onOwn={() => onData(Object.fromEntries(Object.entries(data).filter(([key]) => key !== "library")))} />
      ) : (
        <LongText part="task" label={label} help={help} rows={8} maxLength={maxLength} value={text} onChange={(prompt) => onData({ ...data, prompt })} aside={open} />
      )}
      {!link && mayEdit && mayKeep && text.trim() && (
        <Button size="sm" variant="ghost" onClick={() => setKeeping(true)}>
          <BookmarkPlus aria-hidden />
          {t("library.keep_open")}
        </Button>
      )}
      {keeping && (
        <KeepPrompt
          text={text}
          onClose={() => setKeeping(false)}
          onTake={(next, taken) => {
            take(next, taken);
            setKeeping(false);
          }}
        />
      )}
      {choosing && (
        <Choose
          link={link}
          onClose={() => setChoosing(false)}
          onTake={(next, taken) => {
            take(next, taken);
            setChoosing(false);
          }}
        />
      )}
    </div>
  );
}

function Linked({ label, link, text, open, onTake, onOwn }: { label: string; link: LibraryLink; text: string; open: React.ReactNode; onTake: (link: LibraryLink, text: string) => void; onOwn: () => void }) {
  const { t } = useTranslation("agents");
  const { mayEdit } = useEditor();
  const found = useQuery(linkedPromptQuery(link.id));
  const prompt = found.data;
  // What the label points at by now; else the newest there is.
  const pointed = prompt?.labels.find((one) => one.label === link.label)?.number;
  const newest = (link.label ? pointed : prompt?.last_number) ?? link.version;
  const newer = newest > link.version;
  const fresh = useQuery({ ...promptTextQuery(link.id, newest), enabled: newer }).data;
  return (
    <section aria-label={t("library.from")} className="space-y-2 rounded-m border border-accent-line bg-accent-soft p-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <ScrollText aria-hidden className="size-4 text-accent" />
        <span className="text-xs text-ink-2">{t("library.from")}</span>
        {prompt && (
          <Link to="/prompts/$promptId" params={{ promptId: link.id }} className="min-w-0 truncate font-medium text-accent hover:underline">
            {prompt.title}
          </Link>
        )}
        <Pill tone="accent">{link.label ? t("library.follows", { label: link.label, number: link.version }) : t("library.stays", { number: link.version })}</Pill>
        {(newer || (prompt?.last_number ?? 0) > newest) && <Pill tone="warn">{t("library.newer", { number: newer ? newest : prompt?.last_number })}</Pill>}
      </div>
      {found.isError && <p className="text-xs text-ink-2">{t("library.gone")}</p>}
      <LongText readOnly part="task" label={label} rows={8} value={text} onChange={() => undefined} />
      {mayEdit && (
        <div className="flex flex-wrap gap-1">
          {newer && fresh && (
            <Button size="sm" onClick={() => onTake({ ...link, version: fresh.number }, fresh.compiled)}>
              {t("library.take_newer", { number: fresh.number })}
            </Button>
          )}
          {open}
          <Button size="sm" variant="ghost" onClick={onOwn}>
            {t("library.own")}
          </Button>
        </div>
      )}
    </section>
  );
}

const NEWEST = "#";

/** Which prompt, and what the step follows: a label, or one version for good. */
function Choose({ link, onClose, onTake }: { link: LibraryLink | undefined; onClose: () => void; onTake: (link: LibraryLink, text: string) => void }) {
  const { t } = useTranslation("agents");
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<PromptSummary | PromptOut>();
  const wantedWords = useDebounced(typed.trim());
  const found = useQuery({ ...libraryQuery(wantedWords), placeholderData: keepPreviousData }).data;
  const linked = useQuery({ ...linkedPromptQuery(link?.id ?? ""), enabled: link !== undefined }).data;
  // The chosen one stays named while others are looked for.
  const known = chosen ?? linked;
  const prompts = found && known && !found.some((one) => one.id === known.id) ? [known, ...found] : found;
  const [id, setId] = useState(link?.id ?? "");
  const [follow, setFollow] = useState<string>();
  const prompt = prompts?.find((one) => one.id === id);
  const first = prompt?.labels[0]?.label ?? NEWEST;
  const wanted = follow ?? (link?.id === id && link.label ? link.label : first);
  const number = prompt ? (prompt.labels.find((one) => one.label === wanted)?.number ?? prompt.last_number ?? 1) : undefined;
  const text = useQuery({ ...promptTextQuery(id, number ?? 1), enabled: number !== undefined }).data;
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && onClose()}
      title={t("library.title")}
      description={t("library.detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" disabled={!text || number === undefined} onClick={() => text && number !== undefined && onTake({ id, label: wanted === NEWEST ? "" : wanted, version: number }, text.compiled)}>
            {t("library.use")}
          </Button>
        </>
      }
    >
      {prompts?.length === 0 && !wantedWords ? (
        <p className="text-sm text-ink-2">{t("library.none")}</p>
      ) : (
        <div className="space-y-4">
          <Field label={t("library.prompt")}>
            <Combobox
              label={t("library.prompt")}
              value={id}
              placeholder={t("form.choose")}
              onSearch={setTyped}
              onValueChange={(next) => {
                setChosen(prompts?.find((one) => one.id === next));
                setId(next);
                setFollow(undefined);
              }}
              options={(typed.trim() ? (found ?? []) : (prompts ?? [])).map((one) => ({ value: one.id, label: one.title }))}
            />
          </Field>
          {prompt && (
            <Field label={t("library.follow")}>
              <Select label={t("library.follow")} value={wanted} onValueChange={setFollow} options={[...prompt.labels.map((one) => ({ value: one.label, label: t("library.label_at", { label: one.label, number: one.number }) })), { value: NEWEST, label: t("library.always", { number: prompt.last_number }) }]} />
            </Field>
          )}
          {text && (
            <Field label={t("library.text")}>
              <Textarea readOnly rows={12} value={text.compiled} />
            </Field>
          )}
        </div>
      )}
    </Sheet>
  );
}
