import { type ClipboardEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { Select } from "@/ui/select";
import { type Definition, isMessage, type SignIn } from "./api";
import { ApprovalCard } from "./approval-card";
import { ArgumentList } from "./argument-list";
import { rowsOf, withRows } from "./arguments";
import { type CurlRead, readCurl } from "./curl";
import { MessageCard } from "./message-card";
import { FieldList } from "./field-list";
import { PairList } from "./pairs";
import { PluginCard } from "./plugin-card";
import { SpokenCard } from "./spoken-card";

const TEMPLATE = '{"properties": {"email": "{email}"}, "limit": 5}';

interface Props {
  definition: Definition;
  onChange: (definition: Definition) => void;
  errors: Map<string, string>;
  disabled: boolean;
  /** What a pasted command signs in with. */
  onSignIn?: (kind: SignIn, credentials: Record<string, string>) => void;
}

/** The same as the JSON, without a brace to type but those of {argument}. */
export function DefinitionForm(props: Props) {
  return (
    <>
      <Purpose {...props} />
      <Asked {...props} />
      <Deed {...props} />
      <SpokenCard {...props} />
      {!isMessage(props.definition) && <Answer {...props} />}
      <ApprovalCard {...props} />
    </>
  );
}

function Deed(props: Props) {
  switch (props.definition.request.kind) {
    case "mcp":
      return <RemoteTool {...props} />;
    case "email":
    case "sms":
      return <MessageCard {...props} />;
    case "plugin":
      return <PluginCard {...props} />;
    default:
      return <Request {...props} />;
  }
}

function Purpose({ definition, onChange, errors, disabled }: Props) {
  const { t } = useTranslation("tools");
  return (
    <Card title={t("purpose.title")} description={t("purpose.detail")}>
      <Field label={t("purpose.description")} help={t("purpose.description_help")} error={errors.get("description")}>
        <Textarea value={definition.description} maxLength={2_000} disabled={disabled} onChange={(event) => onChange({ ...definition, description: event.target.value })} />
      </Field>
    </Card>
  );
}

function Asked({ definition, onChange, disabled }: Props) {
  const { t } = useTranslation("tools");
  // Rows without a name are no arguments yet, so they live here until they have one.
  const [rows, setRows] = useState(() => rowsOf(definition.parameters));
  return (
    <Card title={t("arguments.title")} description={t("arguments.detail")}>
      <ArgumentList
        rows={rows}
        disabled={disabled}
        onChange={(next) => {
          setRows(next);
          onChange({ ...definition, parameters: withRows(definition.parameters, next) });
        }}
      />
    </Card>
  );
}

function Request({ definition, onChange, errors, disabled, onSignIn }: Props) {
  const { t } = useTranslation("tools");
  const [pasted, setPasted] = useState<CurlRead>();
  const paste = (event: ClipboardEvent) => {
    const read = readCurl(event.clipboardData.getData("text").trim());
    if (!read) return;
    event.preventDefault();
    put(read.request);
    if (read.signIn) onSignIn?.(read.signIn.kind, read.signIn.credentials);
    setPasted(read);
  };
  const { request } = definition;
  const put = (patch: Partial<Definition["request"]>) => onChange({ ...definition, request: { ...request, ...patch } });
  const value = { key: "value", label: t("request.value"), placeholder: "{day}" } as const;
  const name = (label: string) => ({ key: "name", label }) as const;
  return (
    <Card title={t("request.title")} description={t("request.detail")}>
      <div className="space-y-4">
        <div className="flex items-start gap-2">
          <Field label={t("request.method")} className="w-28 shrink-0">
            <Select label={t("request.method")} disabled={disabled} value={request.method} onValueChange={(method) => put({ method })} options={(["GET", "POST", "PUT", "PATCH", "DELETE"] as const).map((one) => ({ value: one, label: one }))} />
          </Field>
          <Field label={t("request.address")} help={t("request.address_help")} error={errors.get("request.address")} className="flex-1">
            <Input className="font-mono text-xs" inputMode="url" value={request.address} maxLength={2_000} disabled={disabled} spellCheck={false} autoComplete="off" placeholder="https://api.example.com/slots/{day}" onPaste={paste} onChange={(event) => put({ address: event.target.value })} />
          </Field>
        </div>
        <p role="status" className="text-xs text-ink-2 empty:hidden">
          {pasted && [t("curl.taken"), pasted.signIn && t("curl.signs"), pasted.leftOut.length > 0 && t("curl.left_out", { names: pasted.leftOut.join(", ") })].filter(Boolean).join(" ")}
        </p>
        <Part title={t("request.query")}>
          <PairList label={t("request.query")} items={request.query} first={name(t("request.query_name"))} second={value} add={t("request.add_query")} limit={50} disabled={disabled} onChange={(query) => put({ query })} />
        </Part>
        <Part title={t("request.headers")}>
          <PairList label={t("request.headers")} items={request.headers} first={name(t("request.header_name"))} second={value} add={t("request.add_header")} limit={30} disabled={disabled} onChange={(headers) => put({ headers })} />
        </Part>
        {request.method !== "GET" && (
          <Field label={t("request.body")} className="max-w-72">
            <Select label={t("request.body")} disabled={disabled} value={request.body} onValueChange={(body) => put({ body })} options={(["none", "json", "raw", "form", "multipart"] as const).map((one) => ({ value: one, label: t(`request.bodies.${one}`) }))} />
          </Field>
        )}
        {request.method !== "GET" && request.body !== "none" && request.body !== "raw" && (
          <Part title={t("request.fields")} {...(request.body === "json" ? { help: t("request.fields_help") } : {})}>
            <FieldList label={t("request.fields")} name={t("request.field_name")} fields={request.fields} typed={request.body === "json"} disabled={disabled} onChange={(fields) => put({ fields })} />
          </Part>
        )}
        {request.method !== "GET" && request.body === "raw" && (
          <Field label={t("request.template")} help={t("request.template_help")} error={errors.get("request.template")}>
            <Textarea className="font-mono text-xs" rows={10} value={request.template ?? ""} maxLength={20_000} disabled={disabled} spellCheck={false} placeholder={TEMPLATE} onChange={(event) => put({ template: event.target.value })} />
          </Field>
        )}
      </div>
    </Card>
  );
}

/** A tool of an MCP server: which one, and which argument of ours becomes which of its own. */
function RemoteTool({ definition, onChange, errors, disabled }: Props) {
  const { t } = useTranslation("tools");
  const { request } = definition;
  const put = (patch: Partial<Definition["request"]>) => onChange({ ...definition, request: { ...request, ...patch } });
  return (
    <Card title={t("mcp.title")} description={t("mcp.title_detail")}>
      <div className="space-y-4">
        <Field label={t("mcp.address")} error={errors.get("request.address")}>
          <Input className="font-mono text-xs" inputMode="url" value={request.address} maxLength={2_000} disabled={disabled} spellCheck={false} autoComplete="off" onChange={(event) => put({ address: event.target.value })} />
        </Field>
        <Field label={t("mcp.remote")} error={errors.get("request.remote")}>
          <Input className="font-mono text-xs" value={request.remote} maxLength={128} disabled={disabled} spellCheck={false} autoComplete="off" onChange={(event) => put({ remote: event.target.value })} />
        </Field>
        <Part title={t("mcp.arguments")} help={t("request.fields_help")}>
          <FieldList label={t("mcp.arguments")} name={t("mcp.argument")} fields={request.fields} typed disabled={disabled} onChange={(fields) => put({ fields })} />
        </Part>
      </div>
    </Card>
  );
}

function Part({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <div>
      <p className="mb-1 text-xs font-medium text-ink-2">{title}</p>
      {children}
      {help && <p className="mt-1 text-xs text-ink-2">{help}</p>}
    </div>
  );
}

function Answer({ definition, onChange, disabled }: Props) {
  const { t } = useTranslation("tools");
  const number = (text: string, least: number, most: number) => Math.min(most, Math.max(least, Math.round(Number(text)) || least));
  return (
    <Card title={t("answer.title")} description={t("answer.detail")}>
      <div className="space-y-4">
        <PairList
          label={t("answer.title")}
          items={definition.outputs}
          first={{ key: "name", label: t("answer.variable"), placeholder: "first_slot" }}
          second={{ key: "path", label: t("answer.path"), placeholder: "slots[0].start" }}
          add={t("answer.add")}
          limit={30}
          disabled={disabled}
          onChange={(outputs) => onChange({ ...definition, outputs })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("answer.timeout")} help={t("answer.timeout_help")}>
            <Input type="number" min={1} max={120} value={definition.timeout} disabled={disabled} onChange={(event) => onChange({ ...definition, timeout: number(event.target.value, 1, 120) })} />
          </Field>
          <Field label={t("answer.retries")} help={t("answer.retries_help")}>
            <Input type="number" min={0} max={3} value={definition.retries} disabled={disabled} onChange={(event) => onChange({ ...definition, retries: number(event.target.value, 0, 3) })} />
          </Field>
        </div>
      </div>
    </Card>
  );
}
