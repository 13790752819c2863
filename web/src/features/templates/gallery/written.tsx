import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Pill } from "@/ui/pill";
import type { Inside } from "./api";

/** A prompt of the library with its variables, and those that it includes. */
export function Written({ prompt }: { prompt: Inside["written"][number] }) {
  const { t } = useTranslation("gallery");
  const formats = useFormats();
  return (
    <li className="rounded-m border border-line px-3 py-2">
      <p className="flex flex-wrap items-center gap-1.5">
        <span className="font-medium break-words">{prompt.title}</span>
        <span className="font-mono text-xs break-all text-ink-3">{prompt.name}</span>
        <Pill>{formats.languageName(prompt.language)}</Pill>
        {prompt.included && <Pill>{t("inside.included")}</Pill>}
        {prompt.tags.map((tag) => (
          <Pill key={tag}>{tag}</Pill>
        ))}
      </p>
      <p className="mt-1 break-words whitespace-pre-wrap text-ink-2">
        {prompt.text}
      </p>
      {prompt.variables.length > 0 && (
        <dl className="mt-2 space-y-1 border-t border-line pt-2 text-xs">
          {prompt.variables.map((one) => (
            <div key={one.name} className="flex flex-wrap gap-x-2">
              <dt className="font-mono break-all">{`{{${one.name}}}`}</dt>
              <dd className="min-w-0 break-words text-ink-2">{[one.description, one.sample && t("inside.sample", { sample: one.sample })].filter(Boolean).join(" · ")}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
