import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ExternalLink, FileText, Globe, RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { z } from "@/lib/schema";
import { Button, buttonClass } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { ChoiceCards } from "@/ui/choice-cards";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Site, sitesQuery, useAddSite, useChangeSite, useVisitSite } from "./api";

const REFRESHES = ["daily", "weekly", "never"] as const;
const TONES = { waiting: "neutral", visiting: "info", ready: "good", failed: "bad" } as const;

/** Where the last visit stands; while it goes on, how many pages are read. */
export function SiteState({ site }: { site: Site }) {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const troubled = site.status === "ready" && site.problems.length > 0;
  return (
    <Pill tone={troubled ? "warn" : TONES[site.status]} dot>
      {site.status === "visiting" ? t("sites.reading", { count: site.pages_read, shown: formats.number(site.pages_read) }) : troubled ? t("sites.problems", { count: site.problems.length }) : t(`sites.status.${site.status}`)}
    </Pill>
  );
}

const schema = z.object({ address: z.string().trim().min(4).max(1000), scope: z.enum(["page", "site"]), refresh: z.enum(REFRESHES) });
type Values = z.input<typeof schema>;

export function NewSiteSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("knowledge");
  const add = useAddSite();
  const form = useZodForm(schema, { address: "", scope: "site", refresh: "weekly" });
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("sites.new")}
      description={t("sites.about")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="site" loading={add.isPending}>
            {t("sites.add")}
          </Button>
        </>
      }
    >
      <Form
        id="site"
        form={form}
        aria-label={t("sites.new")}
        onSubmit={async (values) => {
          const { name } = await add.mutateAsync(values);
          toast(t("sites.added", { name }));
          onClose();
        }}
      >
        <FormField<Values, "address"> name="address" label={t("sites.address")} help={t("sites.address_help")}>
          {(field) => <Input {...field} autoFocus inputMode="url" autoComplete="url" spellCheck={false} />}
        </FormField>
        <FormField<Values, "scope"> name="scope" label={t("sites.scope")}>
          {(field) => (
            <ChoiceCards
              label={t("sites.scope")}
              value={field.value}
              onValueChange={field.onChange}
              choices={[
                { value: "site", label: t("sites.scopes.site"), description: t("sites.scopes.site_detail"), icon: <Globe aria-hidden /> },
                { value: "page", label: t("sites.scopes.page"), description: t("sites.scopes.page_detail"), icon: <FileText aria-hidden /> },
              ]}
            />
          )}
        </FormField>
        <FormField<Values, "refresh"> name="refresh" label={t("sites.refresh")} help={t("sites.refresh_help")}>
          {(field) => <Select label={t("sites.refresh")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={REFRESHES.map((value) => ({ value, label: t(`sites.refreshes.${value}`) }))} />}
        </FormField>
        <FormError />
      </Form>
    </Sheet>
  );
}

export function SiteSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("knowledge");
  const found = useQuery(sitesQuery);
  const site = found.data?.find((one) => one.id === id);
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} width="lg" title={site?.name ?? t("sites.site")} description={site?.address}>
      {found.isPending && <SkeletonText lines={5} />}
      {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {site && <Inside site={site} />}
    </Sheet>
  );
}

function Inside({ site }: { site: Site }) {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const showError = useToastError();
  const change = useChangeSite(site.id);
  const visit = useVisitSite(site.id);
  const mayChange = site.can.includes("knowledge:update");
  const busy = site.status === "waiting" || site.status === "visiting";
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-xs text-ink-2">
        <SiteState site={site} />
        <span>{t("sites.known", { count: site.pages, shown: formats.number(site.pages) })}</span>
        {site.visited_at && <span>{t("sites.visited", { date: formats.dateTime(site.visited_at), count: site.pages_changed, shown: formats.number(site.pages_changed) })}</span>}
        {site.next_visit_at && <span>{t("sites.next", { date: formats.dateTime(site.next_visit_at) })}</span>}
      </div>
      {site.error && (
        <Callout tone="bad" title={site.error.title}>
          {site.error.detail}
        </Callout>
      )}
      {site.limited && <Callout tone="warn">{t("sites.limited")}</Callout>}
      <div className="flex flex-wrap gap-2">
        {mayChange && (
          <Button loading={visit.isPending} disabled={busy} onClick={() => visit.mutate(undefined, { onError: showError })}>
            <RefreshCw aria-hidden />
            {t("sites.visit")}
          </Button>
        )}
        <Link to="/knowledge" search={{ source: site.id }} className={buttonClass("secondary")}>
          <FileText aria-hidden />
          {t("sites.see_pages")}
        </Link>
        <a href={site.address} target="_blank" rel="noopener noreferrer" className={buttonClass("ghost")}>
          <ExternalLink aria-hidden />
          {t("sites.open")}
        </a>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("sites.scope")}>
          <Select
            label={t("sites.scope")}
            value={site.scope}
            disabled={!mayChange || change.isPending}
            onValueChange={(scope) => change.mutate({ scope: scope as Site["scope"] }, { onError: showError })}
            options={(["site", "page"] as const).map((value) => ({ value, label: t(`sites.scopes.${value}`) }))}
          />
        </Field>
        <Field label={t("sites.refresh")}>
          <Select
            label={t("sites.refresh")}
            value={site.refresh}
            disabled={!mayChange || change.isPending}
            onValueChange={(refresh) => change.mutate({ refresh: refresh as Site["refresh"] }, { onError: showError })}
            options={REFRESHES.map((value) => ({ value, label: t(`sites.refreshes.${value}`) }))}
          />
        </Field>
      </div>
      {site.problems.length > 0 && (
        <section aria-labelledby="site-problems">
          <h3 id="site-problems" className="mb-2 text-sm font-semibold">
            {t("sites.problems", { count: site.problems.length })}
          </h3>
          <ul className="space-y-2">
            {site.problems.map((problem) => (
              <li key={problem.address} className="rounded-m border border-line px-3 py-2.5 text-sm">
                <p className="font-mono text-xs break-all text-ink-3">{problem.address}</p>
                <p className="font-medium">{problem.title}</p>
                <p className="text-ink-2">{problem.detail}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
