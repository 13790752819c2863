import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Combobox } from "@/ui/combobox";
import { Segmented } from "@/ui/choice-cards";
import { Sheet } from "@/ui/dialog";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { Switch } from "@/ui/switch";
import { toast } from "@/ui/toast";
import { profileQuery, type RecordKind, type Records, recordsQuery, type Span, useKeepRecord, type Week } from "./api";
import { HoursEditor, SpansEditor } from "./hours-editor";
import { type Draft, draftOf, FIELDS, readDraft, type RecordField } from "./record-fields";
import { faultIn, nextSpan, weekHasFault } from "./week";

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
  const ownHours = useQuery({ ...profileQuery, enabled: kind === "staff" }).data?.data.hours;
  const set = (name: string, value: Draft[string]) => setDraft((before) => ({ ...before, [name]: value }));
  const failed = keep.error ? textOf(keep.error) : undefined;
  const title = record ? ("title" in record ? record.title : record.name) : t(`records.${kind}.add`);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readDraft(kind, draft);
    if ("wrong" in read) return setWrong(read.wrong);
    if (read.fields.hours && weekHasFault(read.fields.hours as Week)) return;
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
    if (how === "kind") {
      return <Segmented label={t(`fields.${name}`)} value={value as "service" | "product"} onValueChange={(next) => set(name, next)} choices={(["service", "product"] as const).map((one) => ({ value: one, label: t(`kinds.${one}`) }))} />;
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
      width={kind === "staff" ? "lg" : "md"}
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
          if (how === "switch") {
            return <Switch key={name} label={t(`fields.${name}`, { context: kind })} description={t(`fields.${name}_help`, { context: kind })} checked={draft[name] === true} onCheckedChange={(on) => set(name, on)} />;
          }
          if (how === "week") {
            const week = draft[name] as Week | null;
            return (
              <fieldset key={name} className="min-w-0 space-y-3">
                <legend className="sr-only">{t("fields.hours")}</legend>
                {/* Whoever has hours of their own begins with those of the business. */}
                <Switch label={t("fields.own_hours")} description={t("fields.own_hours_help")} checked={week !== null} onCheckedChange={(on) => set(name, on ? (ownHours ?? {}) : null)} />
                {week !== null && (
                  <div className="rounded-m border border-line p-3">
                    <HoursEditor week={week} onChange={(next) => set(name, next)} />
                  </div>
                )}
              </fieldset>
            );
          }
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
