import { useTranslation } from "react-i18next";
import { SearchInput } from "@/ui/input";
import { Select } from "@/ui/select";
import { FINDINGS, type Wanted } from "./finding";

/** Words to look for, and which ones: those that failed, those that passed. */
export function FindBar({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const { t } = useTranslation("scenarios");
  return (
    <div className="flex flex-wrap gap-2">
      <SearchInput className="min-w-40 flex-1" label={t("find.words")} value={wanted.words} onValueChange={(words) => onChange({ ...wanted, words })} />
      <Select className="w-40" label={t("find.which")} value={wanted.finding} onValueChange={(finding) => onChange({ ...wanted, finding })} options={FINDINGS.map((value) => ({ value, label: t(`find.${value}`) }))} />
    </div>
  );
}
