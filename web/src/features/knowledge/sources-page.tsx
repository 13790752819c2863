import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Building, Files, FolderPlus, Globe, MessageCircleQuestion, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { ErrorState } from "@/ui/error-state";
import { PageBody } from "@/ui/page-header";
import { SkeletonText } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type Site, sitesQuery, type Source, sourcesQuery, useDeleteSource, useMayChangeKnowledge } from "./api";
import { MeaningCard } from "./meaning-card";
import { useSeenBy } from "./seen-by";
import { NewSiteSheet, SiteSheet, SiteState } from "./site-sheets";
import { SourceSheet } from "./source-sheet";

const ICONS = { upload: Files, faq: MessageCircleQuestion, web: Globe, business: Building } as const;
const linkClass = "block max-w-full truncate text-sm font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent";

/** The collections that documents and questions are in: an agent may be let into some and not into others. */
export function SourcesPage() {
  const { t } = useTranslation("knowledge");
  const found = useQuery(sourcesQuery);
  const mayChange = useMayChangeKnowledge();
  const [editing, setEditing] = useState<Source | "new">();
  const [adding, setAdding] = useState(false);
  const [looking, setLooking] = useState<string>();
  const sites = useQuery(sitesQuery).data;
  return (
    <PageBody className="w-full max-w-3xl">
      <div className="mb-4 flex flex-wrap items-start gap-3">
        <p className="min-w-48 flex-1 text-sm text-ink-2">{t("sources.about")}</p>
        {mayChange && (
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setAdding(true)}>
              <Globe aria-hidden />
              {t("sites.new")}
            </Button>
            <Button variant="primary" onClick={() => setEditing("new")}>
              <FolderPlus aria-hidden />
              {t("sources.new")}
            </Button>
          </div>
        )}
      </div>
      <Card flush>
        {found.isPending && <SkeletonText lines={4} className="p-4" />}
        {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
        {found.data?.length === 0 && <p className="p-4 text-sm text-ink-2">{t("sources.none")}</p>}
        <ul className="empty:hidden">
          {found.data?.map((source) => (
            <SourceRow key={source.id} source={source} site={sites?.find(({ id }) => id === source.id)} onEdit={() => setEditing(source)} onLook={() => setLooking(source.id)} />
          ))}
        </ul>
      </Card>
      <MeaningCard />
      {adding && <NewSiteSheet onClose={() => setAdding(false)} />}
      {looking && <SiteSheet id={looking} onClose={() => setLooking(undefined)} />}
      {editing && <SourceSheet source={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </PageBody>
  );
}

function SourceRow({ source, site, onEdit, onLook }: { source: Source; site: Site | undefined; onEdit: () => void; onLook: () => void }) {
  const { t } = useTranslation("knowledge");
  const formats = useFormats();
  const remove = useDeleteSource();
  const showError = useToastError();
  const [asking, setAsking] = useState(false);
  const seenBy = useSeenBy()(source.id);
  const Icon = ICONS[source.kind];
  const count = source.kind === "faq" ? t("sources.questions", { count: source.passages, shown: formats.number(source.passages) }) : source.kind === "web" ? t("sources.pages", { count: source.documents, shown: formats.number(source.documents) }) : t("sources.documents", { count: source.documents, shown: formats.number(source.documents) });
  return (
    <li className="relative flex items-center gap-3 border-b border-line px-4 py-3 transition-colors duration-100 last:border-b-0 hover:bg-sunken">
      <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        {site ? (
          <button type="button" className={cn(linkClass, "text-left")} onClick={onLook}>
            {source.name}
          </button>
        ) : (
        <Link to={source.kind === "faq" ? "/knowledge/questions" : "/knowledge"} search={{ source: source.id }} className={linkClass}>
          {source.name}
        </Link>
        )}
        <p className="truncate text-xs text-ink-2">{[t(`sources.kinds.${source.kind}`), count].join(" · ")}</p>
        {seenBy && <p className="truncate text-xs text-ink-3">{seenBy}</p>}
      </div>
      {site && <SiteState site={site} />}
      {source.can.includes("knowledge:update") && (
        <span className="relative z-10 flex">
          <IconButton size="icon-sm" label={t("sources.rename", { name: source.name })} onClick={onEdit}>
            <Pencil aria-hidden />
          </IconButton>
          <IconButton size="icon-sm" label={t("sources.delete", { name: source.name })} onClick={() => setAsking(true)}>
            <Trash2 aria-hidden />
          </IconButton>
        </span>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("delete_title", { title: source.name })}
        action={t("delete")}
        destructive
        {...(source.passages > 0 ? { typeToConfirm: source.name } : {})}
        onConfirm={async () => {
          try {
            await remove.mutateAsync(source.id);
            toast(t("deleted", { title: source.name }));
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("sources.delete_detail", { what: count })}
      </ConfirmDialog>
    </li>
  );
}
