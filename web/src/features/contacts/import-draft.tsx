import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Segmented } from "@/ui/choice-cards";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { Switch } from "@/ui/switch";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { AgreedCard } from "./import-consent";
import { type Agreed, type Import, type ImportChange, previewQuery, type Target, useChangeImport, useDiscardImport, useImportStep } from "./import-api";

const TARGETS: Target[] = ["name", "first_name", "last_name", "company", "phone", "email", "stage", "tags", "source", "interest", "score", "language", "country", "region", "time_zone", "do_not_call", "consent", "custom"];
const REPEATED = new Set<Target>(["", "phone", "email", "tags", "interest", "custom"]);
const NONE = "none";

/** How a file is read, and what would become of its first rows. */
export function ImportDraft({ one }: { one: Import }) {
  const { t } = useTranslation("contacts");
  const formats = useFormats();
  const navigate = useNavigate();
  const showError = useToastError();
  const change = useChangeImport(one.id);
  const step = useImportStep(one.id);
  const discard = useDiscardImport(one.id);
  const [source, setSource] = useState(one.source);
  const [agreed, setAgreed] = useState<Agreed>({ ...one.consent, given_on: one.consent.given_on ?? null });
  const asks = one.columns.some(({ target }) => target === "consent");
  const set = (what: ImportChange) => change.mutate(what, { onError: showError });
  const start = async () => {
    try {
      if (source !== one.source || asks) await change.mutateAsync({ source, ...(asks ? { consent: agreed } : {}) });
      await step.mutateAsync("start");
    } catch (error) {
      showError(error);
    }
  };
  const forget = async () => {
    try {
      await discard.mutateAsync();
      toast(t("import.discarded"), { tone: "info" });
      await navigate({ to: "/contacts/import" });
    } catch (error) {
      showError(error);
    }
  };
  const lines = one.rows_total - (one.has_header ? 1 : 0);
  return (
    <div className="space-y-5">
      <Card title={t("import.map")} description={t("import.map_detail")}>
        {one.sheets.length > 1 && (
          <Field label={t("import.sheet")} className="mb-4 max-w-md">
            <Select label={t("import.sheet")} value={one.sheet} disabled={change.isPending} onValueChange={(sheet) => set({ sheet })} options={one.sheets.map((name) => ({ value: name, label: name }))} />
          </Field>
        )}
        <Switch label={t("import.has_header")} checked={one.has_header} disabled={change.isPending} onCheckedChange={(has_header) => set({ has_header })} className="mb-4 max-w-md" />
        <Columns one={one} busy={change.isPending} onChange={(mapping) => set({ mapping })} />
      </Card>
      <Card>
        <div className="grid gap-4 sm:grid-cols-2">
          <div>
            <p className="mb-1 text-xs font-medium text-ink-2">{t("import.mode")}</p>
            <Segmented
              label={t("import.mode")}
              className="max-w-full flex-wrap"
              value={one.mode}
              onValueChange={(mode) => set({ mode })}
              choices={(["skip", "update"] as const).map((value) => ({ value, label: t(`import.modes.${value}`) }))}
            />
          </div>
          <Field label={t("import.source")} help={t("import.source_help")}>
            <Input value={source} maxLength={80} onChange={(event) => setSource(event.target.value)} />
          </Field>
        </div>
      </Card>
      {asks && <AgreedCard value={agreed} onChange={setAgreed} onSettle={(value) => set({ consent: value })} />}
      <Preview one={one} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button loading={discard.isPending} onClick={() => void forget()}>
          {t("import.discard")}
        </Button>
        <Button variant="primary" loading={step.isPending} disabled={change.isPending || (asks && !(agreed.confirmed && agreed.wording.trim()))} onClick={() => void start()}>
          {t("import.start", { rows: formats.number(lines) })}
        </Button>
      </div>
    </div>
  );
}

function Columns({ one, busy, onChange }: { one: Import; busy: boolean; onChange: (mapping: Target[]) => void }) {
  const { t } = useTranslation("contacts");
  const targets = one.columns.map(({ target }) => target);
  // What only one column may hold leaves the column that held it.
  const choose = (at: number, target: Target) => onChange(targets.map((held, index) => (index === at ? target : held === target && !REPEATED.has(target) ? "" : held)));
  return (
    <ul className="divide-y divide-line">
      {one.columns.map(({ name, samples, target }, at) => {
        const shown = name || t("import.column", { number: at + 1 });
        return (
          <li key={at} className="grid items-center gap-x-4 gap-y-1.5 py-2.5 sm:grid-cols-[minmax(0,1fr)_14rem]">
            <div className="min-w-0">
              <p className="truncate text-sm font-medium">{shown}</p>
              <p className="truncate text-xs text-ink-3">{samples.join(" · ") || t("import.empty_column")}</p>
            </div>
            <Select
              label={t("import.holds", { name: shown })}
              value={target || NONE}
              disabled={busy}
              onValueChange={(value) => choose(at, value === NONE ? "" : (value as Target))}
              options={[{ value: NONE, label: t("import.target.none") }, ...TARGETS.map((value) => ({ value: value as string, label: t(`import.target.${value as "name"}`) }))]}
            />
          </li>
        );
      })}
    </ul>
  );
}

const ACTION_TONES = { create: "good", update: "info", skip: "neutral", refuse: "bad" } as const;

function Preview({ one }: { one: Import }) {
  const { t } = useTranslation("contacts");
  const found = useQuery(previewQuery(one));
  return (
    <Card title={t("import.preview")} flush>
      {found.isPending && <SkeletonText lines={5} className="p-4" />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} compact />}
      {found.data && (
        // Reached with the keyboard, so that it can be moved sideways where it is wider than the page.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="overflow-x-auto border-t border-line" role="region" aria-label={t("import.preview")} tabIndex={0}>
          <table className={cn("w-full text-left text-sm", found.isPlaceholderData && "opacity-60")}>
            <thead>
              <tr className="border-b border-line text-xs text-ink-3">
                <th scope="col" className="px-4 py-2 font-medium">
                  {t("import.row")}
                </th>
                <th scope="col" className="px-2 py-2 font-medium">
                  {t("columns.name")}
                </th>
                <th scope="col" className="px-2 py-2 font-medium">
                  {t("columns.phone")}
                </th>
                <th scope="col" className="px-2 py-2 font-medium">
                  {t("columns.email")}
                </th>
                <th scope="col" className="px-4 py-2 font-medium">
                  {t("import.result")}
                </th>
              </tr>
            </thead>
            <tbody>
              {found.data.map((row) => (
                <tr key={row.number} className="border-b border-line align-top last:border-0">
                  <td className="px-4 py-2 tabular-nums text-ink-3">{row.number}</td>
                  <td className="max-w-48 truncate px-2 py-2">{row.name}</td>
                  <td className="px-2 py-2 whitespace-nowrap tabular-nums text-ink-2">{row.phones[0]}</td>
                  <td className="max-w-48 truncate px-2 py-2 text-ink-2">{row.emails[0]}</td>
                  <td className="min-w-44 px-4 py-2">
                    <Pill tone={ACTION_TONES[row.action]}>{t(`import.action.${row.action}`)}</Pill>
                    {row.existing && <span className="ml-2 text-xs text-ink-2">{row.existing}</span>}
                    {row.problems.map((problem) => (
                      <p key={problem} className="mt-1 text-xs text-bad">
                        {problem}
                      </p>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
