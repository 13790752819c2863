import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Pill } from "@/ui/pill";
import type { Inside } from "./api";
import { flowsIn, FlowView } from "./flow-view";
import { ToolView } from "./tool-view";
import { Written } from "./written";

/** All that a template takes along, to be read: nothing in it is run, and every text is shown as text. */
export function InsideView({ inside }: { inside: Inside }) {
  const { t } = useTranslation("gallery");
  const flows = flowsIn(inside);
  return (
    <div className="space-y-5 text-sm">
      {inside.written.length > 0 && (
        <Part title={t("inside.text")} note={inside.written.length > 1 ? t("inside.includes") : undefined}>
          <ul className="space-y-2">
            {inside.written.map((prompt) => (
              <Written key={prompt.name} prompt={prompt} />
            ))}
          </ul>
        </Part>
      )}
      {inside.tools.length > 0 && (
        <Part title={t("inside.tools")} note={t(inside.signs_in ? "inside.signs_in" : "inside.tools_detail")}>
          <ul className="divide-y divide-line rounded-m border border-line">
            {inside.tools.map((tool) => (
              <ToolView key={tool.name} tool={tool} />
            ))}
          </ul>
        </Part>
      )}
      {inside.addresses.length > 0 && (
        <Part title={t("inside.addresses")}>
          <p className="flex flex-wrap gap-1.5">
            {inside.addresses.map((host) => (
              <Pill key={host} className="font-mono">
                {host}
              </Pill>
            ))}
          </p>
        </Part>
      )}
      {flows.length > 0 && (
        <Part title={t("inside.flows")}>
          <div className="space-y-2">
            {flows.map((flow) => (
              <FlowView key={flow.id} flow={flow} inside={inside} />
            ))}
          </div>
        </Part>
      )}
      {inside.prompts.length > 0 && (
        <Part title={t("inside.prompts")}>
          <ul className="space-y-2">
            {inside.prompts.map((prompt, index) => (
              <li key={index} className="rounded-m border border-line px-3 py-2">
                <p className="font-medium">{prompt.step}</p>
                <p className="break-words whitespace-pre-wrap text-ink-2">
                  {prompt.text}
                </p>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {inside.scenarios.length > 0 && (
        <Part title={t("inside.scenarios")}>
          <ul className="space-y-2">
            {inside.scenarios.map((one) => (
              <li key={one.name} className="rounded-m border border-line px-3 py-2">
                <p className="font-medium">{one.name}</p>
                <p className="text-ink-2">{one.says.map((line) => t("inside.line", { line })).join(" · ")}</p>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {inside.questions.length > 0 && (
        <Part title={t("inside.questions")}>
          <dl className="space-y-2">
            {inside.questions.map((one, index) => (
              <div key={index}>
                <dt className="font-medium">{one.question}</dt>
                <dd className="whitespace-pre-wrap text-ink-2">{one.answer}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      {inside.documents.length > 0 && (
        <Part title={t("inside.documents")}>
          <ul className="space-y-2">
            {inside.documents.map((one, index) => (
              <li key={index} className="rounded-m border border-line px-3 py-2">
                <p className="font-medium">{one.title}</p>
                <p className="break-words whitespace-pre-wrap text-ink-2">
                  {one.text}
                </p>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  );
}

export function Part({ title, note, children }: { title: string; note?: string | undefined; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-semibold">{title}</h3>
      {note && <p className="mb-1.5 text-xs text-ink-2">{note}</p>}
      {children}
    </section>
  );
}
