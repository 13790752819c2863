import { useId } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceCards } from "@/ui/choice-cards";
import { Input } from "@/ui/input";
import type { Template } from "./api";

const BLANK = "blank";

/** Texts to begin from: an empty one, those for a purpose, then by industry. */
export function TemplateList({ templates, industries, chosen, onChoose, search, onSearch }: { templates: Template[]; industries: { key: string; name: Record<string, string> }[]; chosen: Template | undefined; onChoose: (one: Template | undefined) => void; search: string; onSearch: (text: string) => void }) {
  const { t, i18n } = useTranslation("prompts");
  const id = useId();
  const nameOf = (key: string) => industries.find((one) => one.key === key)?.name[i18n.language] ?? key;
  const groups = [...new Set(templates.map(({ industry }) => industry))];
  const valueOf = (one: Template) => `${one.industry ?? ""}/${one.key}`;
  const choose = (value: string) => onChoose(templates.find((one) => valueOf(one) === value));
  const card = (one: Template) => ({ value: valueOf(one), label: one.title, description: one.summary });
  const value = chosen ? valueOf(chosen) : BLANK;
  return (
    <section aria-labelledby={id} className="space-y-3">
      <h3 id={id} className="text-xs font-medium text-ink-2">
        {t("templates.title")}
      </h3>
      <Input type="search" aria-label={t("templates.search")} placeholder={t("templates.search")} value={search} autoComplete="off" onChange={(event) => onSearch(event.target.value)} />
      {!search.trim() && <ChoiceCards label={t("templates.title")} value={value} onValueChange={() => onChoose(undefined)} choices={[{ value: BLANK, label: t("templates.blank"), description: t("templates.blank_detail") }]} />}
      {groups.map((industry) => (
        <div key={industry ?? ""} className="space-y-1.5">
          <h4 className="text-2xs text-ink-3">{industry ? nameOf(industry) : t("templates.any")}</h4>
          <ChoiceCards label={industry ? nameOf(industry) : t("templates.any")} value={value} onValueChange={choose} choices={templates.filter((one) => one.industry === industry).map(card)} />
        </div>
      ))}
      {templates.length === 0 && <p className="text-sm text-ink-3">{t("templates.none")}</p>}
    </section>
  );
}
