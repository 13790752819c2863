import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { useDebounced } from "@/lib/use-debounced";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import { galleryQuery, type GalleryTemplate, type Sort, SORTS } from "./api";
import { GallerySheet } from "./gallery-sheet";
import { Rating } from "./stars";

interface GallerySectionProps {
  holds: GalleryTemplate["holds"] | undefined;
  search: string;
  industry: string | undefined;
  purpose: string | undefined;
  language: string | undefined;
  opened: string | undefined;
  onOpen: (id: string | undefined) => void;
}

/** What organizations of this installation published. */
export function GallerySection({ holds, search, industry, purpose, language, opened, onOpen }: GallerySectionProps) {
  const { t } = useTranslation("gallery");
  const [sort, setSort] = useState<Sort>("installs");
  const words = useDebounced(search, 250);
  const found = useInfiniteQuery(galleryQuery({ holds, search: words || undefined, industry, purpose, language, sort }));
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const mayPublish = useSession().membership.permissions.includes("template:publish");
  const asked = Boolean(holds || search || industry || purpose || language);
  return (
    <>
      <section aria-labelledby="gallery" className="mb-7">
        <div className="mb-2.5 flex flex-wrap items-center gap-2">
          <h2 id="gallery" className="min-w-0 flex-1 text-base font-semibold">
            {t("title")}
          </h2>
          {items.length > 1 && <Select label={t("sort")} className="w-44" value={sort} onValueChange={setSort} options={SORTS.map((value) => ({ value, label: t(`sorts.${value}`) }))} />}
        </div>
        {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
        {found.isSuccess && items.length === 0 && <p className="text-sm text-ink-2">{t(asked ? "nothing" : mayPublish ? "empty" : "empty_reading")}</p>}
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
          {items.map((one) => (
            <GalleryCard key={one.id} template={one} onOpen={() => onOpen(one.id)} />
          ))}
        </ul>
        {found.hasNextPage && (
          <Button size="sm" className="mt-3" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t("more")}
          </Button>
        )}
      </section>
      {opened?.startsWith("gtp_") && <GallerySheet key={opened} id={opened} onClose={() => onOpen(undefined)} />}
    </>
  );
}

function GalleryCard({ template, onOpen }: { template: GalleryTemplate; onOpen: () => void }) {
  const { t } = useTranslation(["gallery", "templates"]);
  const formats = useFormats();
  return (
    <li className="relative flex flex-col rounded-l border border-line bg-surface p-4 shadow-card transition-colors duration-100 hover:border-ink-3">
      <h3 className="text-sm font-semibold break-words">
        <button type="button" className="text-left outline-none after:absolute after:inset-0 focus-visible:after:rounded-l focus-visible:after:outline-2 focus-visible:after:outline-accent" onClick={onOpen}>
          {template.title}
        </button>
      </h3>
      <p className="text-xs break-words text-ink-3">{t("by", { author: template.author })}</p>
      <p className="mt-1 mb-3 text-sm break-words text-ink-2">{template.summary}</p>
      <p className="mt-auto mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <Rating rating={template.rating} count={template.ratings} />
        <span className="text-xs text-ink-2">{t("installs", { count: template.installs, shown: formats.number(template.installs) })}</span>
      </p>
      <p className="flex flex-wrap gap-1.5">
        {template.mine && <Pill tone="accent">{t("mine")}</Pill>}
        {template.holds !== "agent" && <Pill tone="info">{t(`templates:kept.one.${template.holds}`)}</Pill>}
        {template.purpose && <Pill>{t(`templates:purposes.${template.purpose}`)}</Pill>}
        <Pill>{t("version", { number: template.version })}</Pill>
        {template.languages.map((code) => (
          <Pill key={code}>{formats.languageName(code)}</Pill>
        ))}
      </p>
    </li>
  );
}
