import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** What a tool of ours, or of a voice platform, is called; undefined for those that a business made itself. */
export function useToolTitle(): (code: string) => string | undefined {
  const { t, i18n } = useTranslation("trace");
  return useCallback((code) => (i18n.exists(`trace:tool.${code}`) ? t(`tool.${code}`) : undefined), [t, i18n]);
}

/** The same within a sentence: the title with the code that flows and models know it by. */
export function useToolName(): (code: string) => string {
  const titleOf = useToolTitle();
  return useCallback(
    (code) => {
      const title = titleOf(code);
      return title ? `${title} (${code})` : code;
    },
    [titleOf],
  );
}

/** The same among things to choose from. */
export function useToolOption(): (code: string) => { value: string; label: string; description?: string } {
  const titleOf = useToolTitle();
  return (code) => {
    const title = titleOf(code);
    return title ? { value: code, label: title, description: code } : { value: code, label: code };
  };
}

/** A tool in words, with its code as what is beside it. */
export function ToolTitle({ code, title }: { code: string; title?: string | undefined }) {
  const titleOf = useToolTitle();
  const shown = title || titleOf(code);
  if (!shown || shown === code) return <>{code}</>;
  return (
    <>
      {shown} <code className="ml-1 font-mono text-2xs text-ink-3 wrap-anywhere">{code}</code>
    </>
  );
}
