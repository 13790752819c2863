import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { humanized, type Words } from "./telling";

/** Words for a thing whose parts we have no names of our own for: theirs, made readable. */
export function usePlainWords(known?: (code: string) => string | undefined): Words {
  const { t } = useTranslation("ui");
  const formats = useFormats();
  return useMemo(
    () => ({
      label: (path) => {
        const step = path.at(-1) ?? "";
        return typeof step === "number" ? `${step + 1}.` : known?.(step) || humanized(step);
      },
      number: (value) => formats.number(value),
      yes: t("difference.yes"),
      no: t("difference.no"),
    }),
    [t, formats, known],
  );
}
