import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Pill } from "@/ui/pill";
import type { Inside } from "./api";

type Tool = Inside["tools"][number];

/** A tool as it is filled in, to be read: where it calls, what it is told, what it sends and what it gives. */
export function ToolView({ tool }: { tool: Tool }) {
  const { t } = useTranslation("gallery");
  return (
    <li className="space-y-2 px-3 py-2">
      <div>
        <p className="flex flex-wrap items-center gap-1.5">
          <span className="font-medium break-words">{tool.label}</span>
          <span className="font-mono text-xs break-all text-ink-3">{tool.name}</span>
          {tool.approval && <Pill tone="info">{t("inside.approval")}</Pill>}
        </p>
        {tool.description && <p className="break-words text-ink-2">{tool.description}</p>}
        {tool.address ? (
          <p className="mt-0.5 font-mono text-xs break-all">
            {tool.method} {tool.address}
          </p>
        ) : (
          <p className="mt-0.5 text-xs text-ink-3">{t("inside.no_address")}</p>
        )}
      </div>
      {tool.arguments.length > 0 && (
        <Fields label={t("inside.told")}>
          {tool.arguments.map((one) => (
            <Row key={one.name} name={one.name} told={[one.type, one.required && t("inside.required"), one.description].filter(Boolean).join(" · ")} />
          ))}
        </Fields>
      )}
      {tool.sends.length > 0 && (
        <Fields label={t("inside.sends")}>
          {tool.sends.map((one, index) => (
            <Row key={index} name={one.name} told={`${t(`inside.parts.${one.part}`)} · ${one.value || t("inside.filled_in")}`} />
          ))}
        </Fields>
      )}
      {tool.body && <pre className="rounded-s bg-sunken px-2 py-1.5 font-mono text-xs break-words whitespace-pre-wrap">{tool.body}</pre>}
      {tool.gives.length > 0 && (
        <p className="text-xs text-ink-2">
          {t("inside.gives")} <span className="font-mono break-all">{tool.gives.join(", ")}</span>
        </p>
      )}
    </li>
  );
}

function Fields({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="text-xs">
      <p className="text-ink-3">{label}</p>
      <dl className="space-y-0.5">{children}</dl>
    </div>
  );
}

function Row({ name, told }: { name: string; told: string }) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="font-mono break-all">{name}</dt>
      <dd className="min-w-0 break-words text-ink-2">{told}</dd>
    </div>
  );
}
