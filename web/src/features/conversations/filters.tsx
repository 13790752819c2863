import { useQuery } from "@tanstack/react-query";
import { Activity, BadgeAlert, Bot, FlaskConical, Globe, Hand, Languages, Split, Star, Tag, Target, ThumbsDown, UserRound } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAgentChoices } from "@/features/agent-picker";
import { useFormats } from "@/lib/locale";
import type { TableFilter } from "@/ui/data-table";
import { type ConversationFilter, tagsQuery } from "./api";
import { CHANNELS, LANGUAGES, OUTCOMES, useWords } from "./words";

/** What the list can be narrowed by; each is a plain name in the address. */
export function useFilters(view: ConversationFilter): TableFilter[] {
  const { t } = useTranslation("conversations");
  const formats = useFormats();
  const words = useWords();
  const { options: agents, onSearch, none } = useAgentChoices(view.agent ? [view.agent] : []);
  const tags = useQuery(tagsQuery).data;
  const { tag, outcome, experiment } = view;
  return useMemo(() => {
    const inUse = (tags ?? []).map((one) => ({ value: one.tag, label: one.tag, description: formats.number(one.conversations) }));
    const plain = (values: readonly string[], chosen: string | undefined) => (chosen && !values.includes(chosen) ? [...values, chosen] : values);
    const known: TableFilter[] = [
      { id: "status", label: t("columns.status"), icon: <Activity aria-hidden />, options: (["active", "handed_off", "ended"] as const).map((value) => ({ value, label: t(`status.${value}`) })) },
      { id: "agent", label: t("columns.agent"), icon: <Bot aria-hidden />, options: agents, onSearch },
      { id: "outcome", label: t("columns.outcome"), icon: <Target aria-hidden />, options: plain(OUTCOMES, outcome).map((value) => ({ value, label: words.outcome(value) })) },
      { id: "language", label: t("columns.language"), icon: <Languages aria-hidden />, options: LANGUAGES.map((value) => ({ value, label: formats.languageName(value) })) },
      { id: "channel", label: t("columns.channel"), icon: <Globe aria-hidden />, options: CHANNELS.map((value) => ({ value, label: words.channel(value) })) },
      { id: "rating", label: t("columns.rating"), icon: <Star aria-hidden />, options: [5, 4, 3, 2, 1].map((score) => ({ value: String(score), label: t("rating.csat", { score }) })) },
      { id: "tag", label: t("columns.tag"), icon: <Tag aria-hidden />, options: tag && !inUse.some(({ value }) => value === tag) ? [...inUse, { value: tag, label: tag }] : inUse },
      { id: "handoff", label: t("handoff.label"), icon: <Hand aria-hidden />, options: (["true", "false"] as const).map((value) => ({ value, label: t(`handoff.${value}`) })) },
      ...(experiment ? [{ id: "experiment", label: t("experiment.label"), icon: <Split aria-hidden />, options: [{ value: experiment, label: t("experiment.this") }] }, { id: "arm", label: t("experiment.arm"), icon: <Split aria-hidden />, options: (["a", "b"] as const).map((value) => ({ value, label: value.toUpperCase() })) }] : []),
      { id: "contradicting", label: t("contradicting.label"), icon: <BadgeAlert aria-hidden />, options: [{ value: "true", label: t("contradicting.true") }] },
      { id: "rated", label: t("rated.label"), icon: <ThumbsDown aria-hidden />, options: (["bad", "good"] as const).map((value) => ({ value, label: t(`rated.${value}`) })) },
      { id: "mine", label: t("mine.label"), icon: <UserRound aria-hidden />, options: [{ value: "true", label: t("mine.true") }] },
      { id: "tests", label: t("tests.label"), icon: <FlaskConical aria-hidden />, options: (["all", "only"] as const).map((value) => ({ value, label: t(`tests.${value}`) })) },
    ];
    return known.filter(({ id, options }) => (id === "agent" ? !none : options.length > 0));
  }, [t, formats, words, agents, onSearch, none, tag, outcome, experiment, tags]);
}
