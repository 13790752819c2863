import { useQuery } from "@tanstack/react-query";
import { Flag, PhoneOff, Share2, Tag, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { TableFilter } from "@/ui/data-table";
import { type ContactFilter, ownersQuery, sourcesQuery, tagsQuery } from "./api";
import { useStages } from "./stages";

/** What the list can be narrowed by; each is a plain name in the address. */
export function useFilters(view: ContactFilter): TableFilter[] {
  const { t } = useTranslation("contacts");
  const { stages } = useStages();
  const tags = useQuery(tagsQuery).data ?? [];
  const sources = useQuery(sourcesQuery).data ?? [];
  const owners = useQuery(ownersQuery).data ?? [];
  const plain = (values: string[], chosen: string | undefined) => (chosen && !values.includes(chosen) ? [...values, chosen] : values).map((value) => ({ value, label: value }));
  const known: TableFilter[] = [
    { id: "stage", label: t("columns.stage"), icon: <Flag aria-hidden />, options: stages.map(({ id, name }) => ({ value: id, label: name })) },
    {
      id: "owner",
      label: t("columns.owner"),
      icon: <UserRound aria-hidden />,
      options: [...owners.map(({ id, name, me }) => ({ value: id, label: me ? t("owner.me", { name }) : name })), { value: "none", label: t("owner.none") }],
    },
    { id: "tag", label: t("columns.tag"), icon: <Tag aria-hidden />, options: plain(tags, view.tag) },
    { id: "source", label: t("columns.source"), icon: <Share2 aria-hidden />, options: plain(sources, view.source) },
    { id: "do_not_call", label: t("do_not_call.label"), icon: <PhoneOff aria-hidden />, options: (["true", "false"] as const).map((value) => ({ value, label: t(`do_not_call.${value}`) })) },
    ...(view.import ? [{ id: "import", label: t("import.one"), options: [{ value: view.import, label: t("import.this") }] }] : []),
  ];
  return known.filter(({ options }) => options.length > 0);
}
