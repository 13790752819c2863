import { BadgeCheck, Copy, Factory, Languages, MapPin, PhoneCall, Star, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import type { TableFilter } from "@/ui/data-table";
import type { VoiceFilter, VoiceOptions } from "./api";

/** What voices can be narrowed by; each is a plain name in the address. */
export function useFilters(options: VoiceOptions | undefined, view: VoiceFilter): TableFilter[] {
  const { t } = useTranslation("voices");
  const formats = useFormats();
  const plain = (values: readonly string[], chosen: string | undefined) => (chosen && !values.includes(chosen) ? [...values, chosen] : values).map((value) => ({ value, label: value }));
  const known: TableFilter[] = [
    { id: "favourites", label: t("filters.favourites"), icon: <Star aria-hidden />, options: [{ value: "true", label: t("filters.mine") }] },
    { id: "language", label: t("filters.language"), icon: <Languages aria-hidden />, options: plain(options?.languages ?? [], view.language).map(({ value }) => ({ value, label: formats.languageName(value) })) },
    { id: "gender", label: t("filters.gender"), icon: <UserRound aria-hidden />, options: (["female", "male", "neutral"] as const).map((value) => ({ value, label: t(`genders.${value}`) })) },
    { id: "accent", label: t("filters.accent"), icon: <MapPin aria-hidden />, options: plain(options?.accents ?? [], view.accent) },
    { id: "maker", label: t("filters.maker"), icon: <Factory aria-hidden />, options: plain(options?.makers ?? [], view.maker) },
    { id: "account", label: t("filters.account"), icon: <PhoneCall aria-hidden />, options: (options?.catalogues ?? []).map(({ account }) => ({ value: account.id, label: account.label })) },
    { id: "tier", label: t("filters.tier"), icon: <BadgeCheck aria-hidden />, options: (["basic", "premium"] as const).map((value) => ({ value, label: t(`tiers.${value}`) })) },
    { id: "cloned", label: t("filters.origin"), icon: <Copy aria-hidden />, options: [{ value: "true", label: t("filters.cloned") }, { value: "false", label: t("filters.ready_made") }] },
  ];
  return known.filter(({ options: choices }) => choices.length > 0);
}
