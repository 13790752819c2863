import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { Callout } from "@/ui/callout";

/** On the page of a prompt, a tool or a kept flow, at `path` of the API: the template that it was made of has a newer version. */
export function NewerBanner({ id, path, className }: { id: string; path: string; className?: string }) {
  const { t } = useTranslation("gallery");
  // As the page of the update asks it, whose key this is.
  const copy = useQuery({ queryKey: ["gallery", "origin", id], queryFn: async ({ signal }) => (await api.get<schema.GalleryOrigin>(`${path}/gallery-copy`, { signal })).copy_of, staleTime: 60_000 }).data;
  if (!copy?.waiting) return null;
  return (
    <Callout
      tone="info"
      className={className}
      action={
        <Link to="/templates/updates/$thingId" params={{ thingId: id }} className="shrink-0 font-medium underline">
          {t("update.see")}
        </Link>
      }
    >
      {t("update.banner", { title: copy.title, number: copy.newest })}
    </Callout>
  );
}
