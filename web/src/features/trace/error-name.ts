import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** What a call's code means, in words. */
export function useErrorName(): (code: string) => string {
  const { t, i18n } = useTranslation("tools", { useSuspense: false });
  return useCallback(
    (code) => {
      const status = /^http_(\d{3})$/.exec(code)?.[1];
      if (status) return t("errors.http", { status });
      if (code.startsWith("rpc_")) return t("errors.rpc");
      return i18n.exists(`tools:errors.${code}`) ? t(`errors.${code}`) : code.replaceAll("_", " ");
    },
    [t, i18n],
  );
}
