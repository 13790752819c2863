import { useQuery } from "@tanstack/react-query";
import { Lock, Pencil, Plus, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { directionOf } from "@/lib/spoken";
import { Button, IconButton } from "@/ui/button";
import { Checkbox } from "@/ui/checkbox";
import { Sheet } from "@/ui/dialog";
import { ErrorState, useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { glossaryQuery, type Term, useDeleteTerm, useKeepTerm } from "./api";

/** The terms that every translation keeps, or words in an agreed way. */
export function GlossarySheet({ languages, mayEdit, onClose }: { languages: string[]; mayEdit: boolean; onClose: () => void }) {
  const { t } = useTranslation("languages");
  const found = useQuery(glossaryQuery);
  const [editing, setEditing] = useState<Term | "new">();
  const terms = found.data?.items ?? [];
  return (
    <Sheet open width="lg" onOpenChange={(open) => !open && onClose()} title={t("glossary.title")} description={t("glossary.detail")}>
      {found.isPending && <SkeletonText lines={6} />}
      {found.isError && !found.data && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <div className="space-y-5">
          {editing ? (
            <TermForm key={editing === "new" ? "new" : editing.id} term={editing === "new" ? undefined : editing} languages={languages} onDone={() => setEditing(undefined)} />
          ) : (
            mayEdit && (
              <Button onClick={() => setEditing("new")}>
                <Plus aria-hidden />
                {t("glossary.add")}
              </Button>
            )
          )}
          <section>
            <h3 className="mb-1 text-sm font-semibold">{t("glossary.own")}</h3>
            {terms.length === 0 && <p className="text-sm text-ink-2">{t("glossary.none")}</p>}
            <ul>
              {terms.map((term) => (
                <TermRow key={term.id} term={term} mayEdit={mayEdit} onEdit={() => setEditing(term)} />
              ))}
            </ul>
          </section>
          <section>
            <h3 className="mb-1 text-sm font-semibold">{t("glossary.profile")}</h3>
            <p className="mb-2 text-xs text-ink-2">{t("glossary.profile_detail")}</p>
            <ul className="flex flex-wrap gap-1.5">
              {found.data.profile.map((name) => (
                <li key={name} className="flex items-center gap-1 rounded-full border border-line bg-sunken px-2 py-0.5 text-xs">
                  <Lock aria-hidden className="size-3 text-ink-3" />
                  {name}
                </li>
              ))}
            </ul>
          </section>
        </div>
      )}
    </Sheet>
  );
}

function TermRow({ term, mayEdit, onEdit }: { term: Term; mayEdit: boolean; onEdit: () => void }) {
  const { t } = useTranslation("languages");
  const formats = useFormats();
  const remove = useDeleteTerm();
  const showError = useToastError();
  const wordings = Object.entries(term.wordings).map(([code, words]) => `${formats.languageName(code)}: ${words}`);
  return (
    <li className="flex items-center gap-2 border-b border-line py-2 text-sm last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{term.term}</p>
        <p className="text-xs break-words text-ink-2">{term.keep ? t("glossary.kept") : wordings.length > 0 ? wordings.join(" · ") : t("glossary.free")}</p>
      </div>
      {mayEdit && (
        <>
          <IconButton size="icon-sm" label={t("glossary.edit_of", { term: term.term })} onClick={onEdit}>
            <Pencil aria-hidden />
          </IconButton>
          <IconButton size="icon-sm" label={t("glossary.delete_of", { term: term.term })} onClick={() => remove.mutate(term.id, { onError: showError })}>
            <Trash2 aria-hidden />
          </IconButton>
        </>
      )}
    </li>
  );
}

function TermForm({ term, languages, onDone }: { term: Term | undefined; languages: string[]; onDone: () => void }) {
  const { t } = useTranslation("languages");
  const formats = useFormats();
  const textOf = useErrorText();
  const keepTerm = useKeepTerm();
  const [name, setName] = useState(term?.term ?? "");
  const [keep, setKeep] = useState(term?.keep ?? true);
  const [wordings, setWordings] = useState<Record<string, string>>(term?.wordings ?? {});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keepTerm.mutate({ known: term, term: name.trim(), keep, wordings: keep ? {} : wordings }, { onSuccess: onDone });
  };
  return (
    <form aria-label={t("glossary.add")} className="space-y-3 rounded-m border border-line p-3" onSubmit={submit}>
      <Field label={t("glossary.term")} error={keepTerm.error ? textOf(keepTerm.error).title : undefined}>
        <Input required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Checkbox checked={keep} onCheckedChange={setKeep} label={t("glossary.keep")} description={t("glossary.keep_detail")} />
      {!keep &&
        languages.map((code) => (
          <Field key={code} label={formats.languageName(code)} optional>
            <Input lang={code} dir={directionOf(code)} maxLength={200} value={wordings[code] ?? ""} onChange={(event) => setWordings({ ...wordings, [code]: event.target.value })} />
          </Field>
        ))}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t("cancel")}</Button>
        <Button variant="primary" type="submit" disabled={!name.trim()} loading={keepTerm.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
