import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ColumnDef } from "@tanstack/react-table";
import { Phone, PhoneCall, RefreshCw } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { DataTable, RowLink } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Pill } from "@/ui/pill";
import { Section } from "@/ui/section-layout";
import { useToastError } from "@/ui/use-toast-error";
import { type NumberCatalogue, numbersQuery, type PhoneNumber, useAskPlatforms } from "./api";
import { NumberSheet } from "./number-sheet";

const TONES = { answered: "good", foreign: "info", free: "neutral" } as const;
const VIEW = {};

/** The numbers of the accounts that bring phone calls, and who answers them. */
export function NumbersSection({ opened }: { opened: string | undefined }) {
  const { t } = useTranslation("settings");
  const navigate = useNavigate();
  const query = useInfiniteQuery(numbersQuery);
  const catalogues = query.data?.pages[0]?.catalogues ?? [];
  const columns = useColumns();
  const close = () => void navigate({ to: "/settings/channels", search: ((before: object) => ({ ...before, number: undefined })) as never, replace: true });
  return (
    <Section title={t("numbers.title")} description={t("numbers.about")} actions={catalogues.length > 0 && <RefreshButton catalogues={catalogues} />}>
      <Failures catalogues={catalogues} />
      <DataTable
        id="numbers"
        label={t("numbers.title")}
        columns={columns}
        query={query}
        rowId={(number) => number.id}
        rowName={(number) => number.shown}
        view={VIEW}
        onViewChange={close}
        empty={<Nothing connected={catalogues.length > 0} />}
      />
      {opened && <NumberSheet key={opened} id={opened} onClose={close} />}
    </Section>
  );
}

function RefreshButton({ catalogues }: { catalogues: NumberCatalogue[] }) {
  const { t } = useTranslation("settings");
  const ask = useAskPlatforms();
  const showError = useToastError();
  return (
    <Button loading={ask.isPending || catalogues.some(({ refreshing }) => refreshing)} onClick={() => ask.mutate(undefined, { onError: showError })}>
      <RefreshCw aria-hidden />
      {t("numbers.refresh")}
    </Button>
  );
}

function Failures({ catalogues }: { catalogues: NumberCatalogue[] }) {
  const { t } = useTranslation("settings");
  const formats = useFormats();
  const failed = catalogues.filter(({ error }) => error);
  if (failed.length === 0) return null;
  return (
    <Callout tone="warn" title={t("numbers.failed", { names: formats.list(failed.map(({ account }) => account.label)) })}>
      {t("numbers.failed_detail")}
    </Callout>
  );
}

function Nothing({ connected }: { connected: boolean }) {
  const { t } = useTranslation("settings");
  return (
    <EmptyState
      compact
      icon={<Phone aria-hidden />}
      title={t(connected ? "numbers.none" : "numbers.empty")}
      description={t(connected ? "numbers.none_detail" : "numbers.empty_detail")}
      action={
        !connected && (
          <Button asChild>
            <Link to="/settings/providers">
              <PhoneCall aria-hidden />
              {t("numbers.connect")}
            </Link>
          </Button>
        )
      }
    />
  );
}

export function NumberState({ number }: { number: PhoneNumber }) {
  const { t } = useTranslation("settings");
  return (
    <Pill dot tone={TONES[number.state]}>
      {t(`numbers.states.${number.state}`)}
    </Pill>
  );
}

function useColumns(): ColumnDef<PhoneNumber>[] {
  const { t } = useTranslation("settings");
  return useMemo(
    () => [
      {
        id: "number",
        header: t("numbers.number"),
        enableHiding: false,
        meta: { className: "w-full max-w-0" },
        cell: ({ row: { original: number } }) => (
          <div className="min-w-0">
            <RowLink to="/settings/channels" search={((before: object) => ({ ...before, number: number.id })) as never} className="block truncate tabular-nums">
              {number.shown}
            </RowLink>
            <span className="block truncate text-xs text-ink-3">{number.label || number.platform_label}</span>
          </div>
        ),
      },
      { id: "account", header: t("numbers.account"), meta: { from: "md", className: "max-w-40" }, cell: ({ row }) => <span className="block truncate text-ink-2">{row.original.account.label}</span> },
      { id: "agent", header: t("numbers.agent"), meta: { from: "sm", className: "max-w-44" }, cell: ({ row }) => <span className="block truncate">{row.original.agent?.name ?? <span className="text-ink-3">–</span>}</span> },
      { id: "state", header: t("numbers.state"), meta: { className: "whitespace-nowrap" }, cell: ({ row }) => <NumberState number={row.original} /> },
    ],
    [t],
  );
}
