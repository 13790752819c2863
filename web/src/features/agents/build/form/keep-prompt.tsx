import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { shortName } from "@/lib/short-name";
import { Button } from "@/ui/button";
import { Sheet } from "@/ui/dialog";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { useEditor } from "../editor";
import { keepInLibrary, LABEL, LIBRARY_LANGUAGES } from "../library";

interface KeepPromptProps {
  text: string;
  onClose: () => void;
  onTake: (link: { id: string; label: string; version: number }, text: string) => void;
}

/** Makes a prompt of the library from a step's own text, which the step then follows. */
export function KeepPrompt({ text, onClose, onTake }: KeepPromptProps) {
  const { t } = useTranslation("agents");
  const { language } = useEditor();
  const textOf = useErrorText();
  const client = useQueryClient();
  const [title, setTitle] = useState("");
  const [typed, setTyped] = useState<string>();
  // Made, but not yet published: trying again must not make another.
  const [made, setMade] = useState<string>();
  const name = typed ?? shortName(title);
  const keep = useMutation({
    mutationFn: () => keepInLibrary(made, { title: title.trim(), name, text, language: LIBRARY_LANGUAGES.includes(language) ? language : "en" }, setMade),
    onSettled: () => client.invalidateQueries({ queryKey: ["prompt"] }),
  });
  const error = keep.error ? textOf(keep.error) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The form stands in another one in the page's tree.
    event.stopPropagation();
    if (title.trim() && name) keep.mutate(undefined, { onSuccess: ({ id, number, compiled }) => onTake({ id, label: LABEL, version: number }, compiled) });
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("library.keep_title")}
      description={t("library.keep_detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="keep-prompt" loading={keep.isPending} disabled={!title.trim() || !name}>
            {t("library.keep")}
          </Button>
        </>
      }
    >
      <form id="keep-prompt" onSubmit={submit} className="space-y-4">
        <Field label={t("library.keep_name")}>
          <Input autoFocus value={title} readOnly={made !== undefined} maxLength={120} autoComplete="off" onChange={(event) => setTitle(event.target.value)} />
        </Field>
        <Field label={t("library.keep_short")} help={t("library.keep_short_help")} error={error && (error.detail ?? error.title)}>
          <Input className="font-mono text-xs" value={name} readOnly={made !== undefined} maxLength={64} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(shortName(event.target.value))} />
        </Field>
        <Field label={t("library.text")}>
          <Textarea readOnly rows={10} value={text} />
        </Field>
      </form>
    </Sheet>
  );
}
