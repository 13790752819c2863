import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { IconButton } from "./button";
import { useFieldControl } from "./field";

export function useCopy(): { copied: boolean; copy: (text: string) => Promise<void> } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Not allowed here: the text stays selectable.
    }
  };
  return { copied, copy };
}

export function CopyButton({ text, label, className }: { text: string; label?: string; className?: string }) {
  const { t } = useTranslation("ui");
  const { copied, copy } = useCopy();
  return (
    <IconButton label={copied ? t("copy.done") : (label ?? t("copy.do"))} size="icon-sm" className={className} onClick={() => copy(text)}>
      {copied ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />}
    </IconButton>
  );
}

/** A value to take elsewhere: an address, a key, an id. */
export function CopyField({ value, label, className }: { value: string; label: string; className?: string }) {
  const control = useFieldControl();
  return (
    <div className={cn("flex items-center gap-1 rounded-s border border-line bg-sunken pr-1", className)}>
      <input
        {...control}
        {...(control.id ? {} : { "aria-label": label })}
        readOnly
        value={value}
        onFocus={(event) => event.target.select()}
        className="h-8 min-w-0 flex-1 truncate rounded-s bg-transparent px-2.5 font-mono text-xs"
      />
      <CopyButton text={value} />
    </div>
  );
}

/** A piece of code or a command, with a button that copies it. */
export function CodeBlock({ code, label, className }: { code: string; label: string; className?: string }) {
  return (
    <figure aria-label={label} className={cn("flex items-start rounded-m border border-line bg-sunken", className)}>
      {/* Long lines scroll, so the block must take the keyboard's focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} className="min-w-0 flex-1 overflow-x-auto p-3 font-mono text-xs leading-5 text-ink outline-offset-[-2px]">
        <code>{code}</code>
      </pre>
      <CopyButton text={code} className="m-1.5 shrink-0" />
    </figure>
  );
}
