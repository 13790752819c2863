import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Combobox } from "@/ui/combobox";
import { Sheet } from "@/ui/dialog";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { toast } from "@/ui/toast";
import { type RecordKind, type Records, recordsQuery, type Span, useKeepRecord } from "./api";
import { SpansEditor } from "./hours-editor";
import { draftOf, FIELDS, readDraft, type RecordField } from "./record-fields";
import { faultIn, nextSpan } from "./week";

/** What the server adds to a record and does not take back. */
const ADDED = ["id", "revision", "can"];

interface RecordSheetProps {
  kind: RecordKind;
  record: Records[RecordKind] | undefined;
  count: number;
  currency: string;
  onClose: () => void;
}

export function RecordSheet({ kind, record, count, currency, onClose }: RecordSheetProps) {
  const { t, i18n } = useTranslation("business");
  const keep = useKeepRecord(kind);
  const textOf = useErrorText();
  const offerings = useQuery({ ...recordsQuery("offerings"), enabled: kind === "staff" }).data ?? [];
  const [draft, setDraft] = useState(() => draftOf(kind, record, i18n.language));
  const [wrong, setWrong] = useState<string[]>([]);
  const set = (name: string, value: string | Span[] | string[]) => setDraft((before) => ({ ...before, [name]: value }));
  const failed = keep.error ? textOf(keep.error) : undefined;
  const title = record ? ("title" in record ? record.title : record.name) : t(`records.${kind}.add`);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readDraft(kind, draft);
    if ("wrong" in read) return setWrong(read.wrong);
    if (Array.isArray(read.fields.spans) && faultIn(read.fields.spans as Span[])) return;
    setWrong([]);
    // What this form does not show stays as it was.
    const rest = Object.fromEntries(Object.entries(record ?? { position: count }).filter(([name]) => !ADDED.includes(name)));
    keep.mutate(
      { known: record as never, fields: { ...rest, ...read.fields } as never },
      {
        onSuccess: () => {
          toast(t("saved"));
          onClose();
        },
      },
    );
  };
  const control = ({ name, kind: how }: RecordField) => {
    const value = draft[name] ?? "";
    if (how === "services") {
      return <Combobox multiple label={t(`fields.${name}`)} value={value as string[]} onValueChange={(next) => set(name, next)} options={offerings.map((one) => ({ value: one.id, label: one.name }))} />;
    }
    const text = { value: String(value), onChange: (event: { target: { value: string } }) => set(name, event.target.value) };
    if (how === "lines") return <Textarea {...text} rows={4} />;
    return <Input {...text} type={how === "date" ? "date" : "text"} inputMode={how === "money" ? "decimal" : how === "minutes" ? "numeric" : "text"} className={how === "money" || how === "minutes" ? "max-w-40 tabular-nums" : ""} />;
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="business-record" loading={keep.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form id="business-record" noValidate aria-label={title} className="space-y-4" onSubmit={submit}>
        {FIELDS[kind].map((field) => {
          const { name, kind: how, needed } = field;
          if (how !== "spans") {
            return (
              <Field key={name} label={how === "money" ? t("fields.price", { currency }) : t(`fields.${name}`)} optional={!needed} error={wrong.includes(name) ? t(how === "money" ? "wrong.money" : how === "minutes" ? "wrong.minutes" : "wrong.needed") : undefined}>
                {control(field)}
              </Field>
            );
          }
          const spans = draft[name] as Span[];
          return (
            <fieldset key={name}>
              <legend className="mb-1 text-xs font-medium text-ink-2">{t("fields.spans")}</legend>
              {spans.length === 0 ? (
                <Button size="sm" onClick={() => set(name, [nextSpan([])])}>
                  {t("hours.open_that_day")}
                </Button>
              ) : (
                <SpansEditor name={t("fields.spans")} spans={spans} onChange={(next) => set(name, next)} />
              )}
            </fieldset>
          );
        })}
        {failed && (
          <Callout tone="bad" live title={failed.title}>
            {failed.detail}
          </Callout>
        )}
      </form>
    </Sheet>
  );
}
