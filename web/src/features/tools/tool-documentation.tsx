import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/card";
import { PageBody } from "@/ui/page-header";
import { casesQuery, definitionOf, type Tool, toolQuery } from "./api";
import { rowsOf } from "./arguments";
import { Shown } from "./shown";

/** What the tool is, written from what it does: nobody has to keep it up to date. */
export function ToolDocumentation() {
  const { toolId } = useParams({ from: "/app/tools/$toolId" });
  const tool = useQuery(toolQuery(toolId)).data?.data;
  return tool ? <Pages tool={tool} /> : null;
}

function Pages({ tool }: { tool: Tool }) {
  const { t, i18n } = useTranslation("tools");
  const cases = useQuery(casesQuery(tool.id)).data ?? [];
  const definition = definitionOf(tool);
  const rows = rowsOf(definition.parameters);
  const { request, outputs } = definition;
  const said = (["say_first", "say_slow", "say_failed"] as const).flatMap((moment) => {
    const texts = definition[moment] ?? {};
    const text = texts[i18n.language] ?? Object.values(texts)[0];
    return text ? [{ moment, text }] : [];
  });
  const cell = "border-t border-line px-3 py-2 text-left align-top";
  return (
    <PageBody className="w-full max-w-3xl space-y-4">
      <Card title={<code className="font-mono">{tool.name}</code>} description={tool.live_number === null ? t("status.draft") : t("calls.version", { number: tool.live_number })}>
        <p className="text-sm whitespace-pre-wrap">{definition.description || t("docs.no_description")}</p>
        <p className="mt-3 font-mono text-xs break-all text-ink-2">
          {request.kind === "http" ? request.method : t(`kinds.${request.kind}`)} {request.address} {request.remote}
        </p>
        <p className="mt-1 text-xs text-ink-2">
          {t(`sign_in.kinds.${tool.sign_in}`)}
          {tool.sign_in_label && ` (${tool.sign_in_label})`} · {t("docs.timeout", { count: definition.timeout })}
          {definition.waits === false && ` · ${t("docs.not_waited")}`}
          {definition.approval && ` · ${t(`approval.when.${definition.approval.when}`)}`}
        </p>
        {request.message && <p className="mt-1 text-xs text-ink-2">{t(`message.to_detail.${request.message.to}`)}</p>}
      </Card>
      <Card title={t("arguments.title")} flush>
        {rows.length === 0 ? (
          <p className="px-4 pb-4 text-sm text-ink-2">{t("docs.no_arguments")}</p>
        ) : (
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached
          <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t("arguments.title")}>
            <table className="w-full text-sm">
              <thead className="text-xs text-ink-2">
                <tr>
                  {["name", "type", "meaning"].map((column) => (
                    <th key={column} scope="col" className="px-3 py-2 text-left font-medium">
                      {t(`docs.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.name}>
                    <td className={cell}>
                      <code className="font-mono text-xs">{row.name}</code>
                    </td>
                    <td className={cell}>
                      {t(`types.${row.type || "string"}`)}
                      {row.required && <span className="block text-xs text-ink-3">{t("arguments.required")}</span>}
                    </td>
                    <td className={cell}>{row.description}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Card>
      {said.length > 0 && (
        <Card title={t("spoken.title")}>
          <dl className="space-y-1.5 text-sm">
            {said.map(({ moment, text }) => (
              <div key={moment}>
                <dt className="text-xs text-ink-2">{t(`spoken.${moment}`)}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </Card>
      )}
      <Card title={t("answer.title")}>
        {outputs.length === 0 ? (
          <p className="text-sm text-ink-2">{t("docs.whole_answer")}</p>
        ) : (
          <dl className="space-y-1.5 text-sm">
            {outputs.map((output) => (
              <div key={output.name} className="flex flex-wrap gap-x-3">
                <dt className="font-mono text-xs">{`{{${output.name}}}`}</dt>
                <dd className="font-mono text-xs text-ink-2">{output.path || t("docs.whole_answer")}</dd>
              </div>
            ))}
          </dl>
        )}
      </Card>
      {cases.length > 0 && (
        <Card title={t("docs.examples")}>
          <div className="space-y-4">
            {cases.map((one) => (
              <Shown key={one.id} label={one.name} text={[JSON.stringify(one.arguments, null, 2), one.mock_status !== null && `→ ${one.mock_status} ${one.mock_body}`].filter(Boolean).join("\n")} />
            ))}
          </div>
        </Card>
      )}
    </PageBody>
  );
}
