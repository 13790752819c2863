import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CalendarX, ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tagged } from "@/api/client";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { Combobox } from "@/ui/combobox";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { useLeaveWarning } from "@/ui/form";
import { Pill } from "@/ui/pill";
import { SkeletonText } from "@/ui/skeleton";
import { Switch } from "@/ui/switch";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { holidaysQuery, type Profile, recordsQuery, useChangeProfile } from "./api";
import { countryOptions, regionOptions } from "./regions";

const FIRST_YEAR = 2020;
const LAST_YEAR = 2100;
/** Stands for "the whole country" in a list that has no empty value. */
const WHOLE = "*";

/** Whether the business closes on public holidays, which ones those are, and the list of them. */
export function HolidaysCard({ found, mayChange }: { found: Tagged<Profile>; mayChange: boolean }) {
  const { t, i18n } = useTranslation("business");
  const change = useChangeProfile();
  const showError = useToastError();
  const kept = found.data;
  const [closed, setClosed] = useState(kept.public_holidays);
  const [country, setCountry] = useState(kept.country);
  const [region, setRegion] = useState(kept.subdivision);
  const countries = useMemo(() => countryOptions(i18n.language), [i18n.language]);
  const regions = useMemo(() => regionOptions(country, region, i18n.language), [country, region, i18n.language]);
  const dirty = closed !== kept.public_holidays || country !== kept.country || region !== kept.subdivision;
  useLeaveWarning(dirty);
  const discard = () => {
    setClosed(kept.public_holidays);
    setCountry(kept.country);
    setRegion(kept.subdivision);
  };
  const save = async () => {
    try {
      await change.mutateAsync({ public_holidays: closed, country, subdivision: region, etag: found.etag });
      toast(t("saved"));
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Card
      title={t("holidays.title")}
      description={t("holidays.detail")}
      footer={
        mayChange && (
          <>
            {dirty && <Button onClick={discard}>{t("discard")}</Button>}
            <Button variant="primary" disabled={!dirty || (closed && !country)} loading={change.isPending} onClick={() => void save()}>
              {t("save")}
            </Button>
          </>
        )
      }
    >
      <div className="space-y-4">
        <Switch label={t("holidays.closed")} description={t("holidays.closed_detail")} disabled={!mayChange} checked={closed} onCheckedChange={setClosed} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("holidays.country")} error={closed && !country ? t("holidays.country_needed") : undefined}>
            <Combobox
              label={t("holidays.country")}
              disabled={!mayChange}
              value={country}
              options={countries}
              onValueChange={(next) => {
                setCountry(next);
                if (next !== country) setRegion("");
              }}
            />
          </Field>
          {regions.length > 0 && (
            <Field label={t("holidays.region")} help={t("holidays.region_help")}>
              <Combobox label={t("holidays.region")} disabled={!mayChange} value={region || WHOLE} options={[{ value: WHOLE, label: t("holidays.whole") }, ...regions]} onValueChange={(next) => setRegion(next === WHOLE ? "" : next)} />
            </Field>
          )}
        </div>
        {country && <HolidayList country={country} region={region} quiet={!closed} />}
      </div>
    </Card>
  );
}

function HolidayList({ country, region, quiet }: { country: string; region: string; quiet: boolean }) {
  const { t, i18n } = useTranslation("business");
  const formats = useFormats();
  const [year, setYear] = useState(() => new Date().getFullYear());
  const found = useQuery({ ...holidaysQuery(country, region, year), placeholderData: keepPreviousData });
  const special = useQuery(recordsQuery("special-days")).data;
  const own = useMemo(() => new Map(special?.map((day) => [day.date, day] as const)), [special]);
  const weekday = useMemo(() => new Intl.DateTimeFormat(i18n.language, { weekday: "short", timeZone: "UTC" }), [i18n.language]);
  // At noon, so that no zone moves it to another day.
  const noon = (date: string) => `${date}T12:00:00Z`;
  const today = new Date().toISOString().slice(0, 10);
  return (
    <section aria-label={t("holidays.list", { year })} className="rounded-m border border-line">
      <div className="flex items-center gap-1 border-b border-line px-3 py-1.5">
        <h3 className="flex-1 text-sm font-medium" aria-live="polite">
          {year}
          {found.data && <span className="font-normal text-ink-3"> · {t("holidays.count", { count: found.data.length })}</span>}
        </h3>
        <IconButton size="icon-sm" label={t("holidays.earlier")} disabled={year <= FIRST_YEAR} onClick={() => setYear(year - 1)}>
          <ChevronLeft aria-hidden />
        </IconButton>
        <IconButton size="icon-sm" label={t("holidays.later")} disabled={year >= LAST_YEAR} onClick={() => setYear(year + 1)}>
          <ChevronRight aria-hidden />
        </IconButton>
      </div>
      {found.isPending && <SkeletonText lines={6} className="p-3" />}
      {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.length === 0 && <EmptyState compact icon={<CalendarX aria-hidden />} title={t("holidays.none")} description={t("holidays.none_detail")} />}
      {found.data && found.data.length > 0 && (
        <ul className={cn("columns-1 gap-x-6 px-3 py-2 text-sm sm:columns-2", quiet && "text-ink-2", found.isPlaceholderData && "opacity-60")}>
          {found.data.map(({ date, name }) => {
            const day = own.get(date);
            return (
              <li key={`${date} ${name}`} className={cn("flex break-inside-avoid items-baseline gap-2 py-1", date < today && "text-ink-3")}>
                <span className="w-24 shrink-0 text-xs tabular-nums">
                  {weekday.format(new Date(noon(date)))} {formats.date(noon(date)).replace(/[,\s]*(de\s)?\d{4}$/, "")}
                </span>
                <span className="min-w-0">
                  {name} {day && <Pill tone="info">{day.spans.length > 0 ? day.spans.map(({ opens, closes }) => `${opens}–${closes}`).join(", ") : t("hours.closed")}</Pill>}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <p className="border-t border-line px-3 py-2 text-xs text-ink-3">{t(quiet ? "holidays.ignored" : "holidays.exception")}</p>
    </section>
  );
}
