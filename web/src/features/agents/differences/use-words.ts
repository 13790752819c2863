import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { nodeKindsQuery } from "../build/node-kinds";
import type { Names } from "./naming";

/** What the reader calls the parts of an agent. Kinds of steps come when they are known: until then fields go by their own names. */
export function useNames(): Names {
  const { t, i18n } = useTranslation(["differences", "agents", "trace"]);
  const formats = useFormats();
  const kinds = useQuery({ ...nodeKindsQuery, retry: false }).data;
  return useMemo(
    () => ({
      language: i18n.language,
      text: (key) => (i18n.exists(key) ? String(t(key as never)) : undefined),
      languageName: formats.languageName,
      number: (value) => formats.number(value),
      kinds: kinds ?? [],
    }),
    [t, i18n, formats, kinds],
  );
}
