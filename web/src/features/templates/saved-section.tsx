import { useQuery } from "@tanstack/react-query";
import { LayoutTemplate } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { matchScore } from "@/lib/text-match";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { type SavedTemplate, savedTemplatesQuery } from "./saved-api";
import { SavedSheet } from "./saved-sheet";
import { TemplateCard } from "./template-card";

interface SavedSectionProps {
  search: string;
  purpose: string;
  language: string;
  holds: SavedTemplate["holds"] | undefined;
  opened: string | undefined;
  onOpen: (id: string | undefined) => void;
}

/** What the organization made of its own agents; nothing at all before there is one. */
export function SavedSection({ search, purpose, language, holds, opened, onOpen }: SavedSectionProps) {
  const { t } = useTranslation("templates");
  const formats = useFormats();
  const mayKeep = useSession().membership.permissions.includes("agent:create");
  const found = useQuery(savedTemplatesQuery);
  if (found.isError) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  const shown = (found.data ?? []).filter((one) => (!holds || one.holds === holds) && (!purpose || one.purpose === purpose) && (!language || one.languages.length === 0 || one.languages.includes(language)) && (!search || matchScore(search, `${one.title} ${one.summary}`) > 0));
  const template = found.data?.find(({ id }) => id === opened);
  return (
    <>
      {shown.length > 0 && (
        <section aria-labelledby="saved-templates" className="mb-7">
          <h2 id="saved-templates" className="mb-2.5 text-base font-semibold">
            {t("saved.title")}
          </h2>
          <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
            {shown.map((one) => (
              <TemplateCard
                key={one.id}
                title={one.title}
                summary={one.summary}
                pills={[one.holds === "agent" ? t(`purposes.${one.purpose}`) : t(`kept.one.${one.holds}`), t("saved.version", { number: one.version }), one.holds === "agent" ? t("saved.installs", { count: one.installs }) : t("kept.made", { count: one.installs }), ...one.languages.map((code) => formats.languageName(code))]}
                onOpen={() => onOpen(one.id)}
              />
            ))}
          </ul>
        </section>
      )}
      {found.isSuccess && shown.length === 0 && holds && holds !== "agent" && !search && !purpose && !language && <EmptyState compact icon={<LayoutTemplate aria-hidden />} title={t("kept.nothing")} description={mayKeep ? t("kept.nothing_detail") : undefined} />}
      {template && <SavedSheet template={template} onClose={() => onOpen(undefined)} />}
    </>
  );
}
