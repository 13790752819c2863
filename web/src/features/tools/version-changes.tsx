import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import type { Definition } from "./api";
import { type Difference, differences } from "./differences";

// Texts that are codes of ours and not somebody's words.
const CODED: Record<string, string> = { waits: "changes.waits", approval: "approval.when", to: "message.to", kind: "kinds" };
const SPOKEN = new Set(["say_first", "say_slow", "say_failed"]);

/** What is otherwise in the newer of two definitions, a line each. */
export function VersionChanges({ before, after }: { before: Definition; after: Definition }) {
  const { t } = useTranslation("tools");
  const formats = useFormats();
  const found = differences(before, after);
  if (found.length === 0) return <p className="text-xs text-ink-2">{t("changes.none")}</p>;
  const named = ({ field, name }: Difference) => [t(`changes.fields.${field}`), SPOKEN.has(field) ? formats.languageName(name) : name].filter(Boolean).join(" · ");
  const shown = (field: string, text: string) => {
    const coded = CODED[field];
    if (coded) return t(`${coded}.${text}`);
    return field === "rule" ? text.replace(/^\w+/, (code) => t(`approval.comparisons.${code}`)) : text;
  };
  return (
    <dl className="space-y-2 text-sm">
      {found.map((one, index) => (
        <div key={index} className="min-w-0">
          <dt className="text-xs font-medium text-ink-2">{named(one)}</dt>
          {one.before && (
            <dd className="rounded-xs bg-bad-soft px-2 py-0.5 break-words whitespace-pre-line">
              <span className="sr-only">{t("changes.before")} </span>
              <del className="no-underline">{shown(one.field, one.before)}</del>
            </dd>
          )}
          {one.after && (
            <dd className="rounded-xs bg-good-soft px-2 py-0.5 break-words whitespace-pre-line">
              <span className="sr-only">{t("changes.after")} </span>
              <ins className="no-underline">{shown(one.field, one.after)}</ins>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
