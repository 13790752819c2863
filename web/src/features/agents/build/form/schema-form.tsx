import { useTranslation } from "react-i18next";
import { Field } from "@/ui/field";
import { Select } from "@/ui/select";
import { Switch } from "@/ui/switch";
import type { Data } from "../../blueprint";
import { useEditor } from "../editor";
import type { Schema } from "../node-kinds";
import { FlowField, NumberField, PhrasesField, SourcesField, TextField, ToolField, ToolsField, ValuesField, VariableField, VariablesField } from "./basic-fields";
import { ArgumentsField, AssignmentsField, BranchesField, ExitsField, OptionsField, SharesField } from "./list-fields";
import { WantedField } from "./wanted-field";
import { PromptField } from "./prompt-field";
import { LanguageTabs, LongText, TextsField } from "./texts-field";

const OUTCOME = /[^a-z0-9_]+/g;

/** What a field asks only while something else is so. */
function isHidden(name: string, data: Data): boolean {
  if ("branches" in data && data.by !== "intent") return ["question", "retries", "retry_text"].includes(name);
  if (name === "skip_phrases") return !data.optional;
  // Of a step that keeps what was said: its own text, where it reads one.
  if (name === "text" && "source" in data) return data.source !== "text";
  // Shown with the text that comes from there.
  if (name === "library") return true;
  if (name === "type" || name === "kind" || name === "region") return true;
  return false;
}

function resolve(schema: Schema, root: Schema): Schema {
  if (!schema.$ref) return schema;
  return { ...root.$defs?.[schema.$ref.replace("#/$defs/", "")], ...schema };
}

/** The bounds of a number that may also be null. */
function numberOf(schema: Schema): { minimum?: number | undefined; maximum?: number | undefined; integer: boolean; nullable: boolean } | undefined {
  const one = [schema, ...(schema.anyOf ?? [])].find((part) => part.type === "integer" || part.type === "number");
  if (!one) return undefined;
  return { minimum: one.minimum, maximum: one.maximum, integer: one.type === "integer", nullable: schema.anyOf?.some((part) => part.type === "null") ?? false };
}

/** The form of anything that the engine describes: a widget for each property, named in the reader's language. */
export function SchemaForm({ schema, root = schema, data, onChange, scope }: { schema: Schema; root?: Schema; data: Data; onChange: (data: Data, key: string) => void; scope: string }) {
  return (
    <>
      {Object.entries(schema.properties ?? {})
        .filter(([name]) => !isHidden(name, data))
        .map(([name, property]) => (
          <SchemaField key={name} name={name} schema={resolve(property, root)} root={root} value={data[name] === undefined ? property.default : data[name]} data={data} scope={scope} onChange={(value) => onChange({ ...data, [name]: value }, name)} onData={(next) => onChange(next, name)} />
        ))}
    </>
  );
}

interface SchemaFieldProps {
  name: string;
  schema: Schema;
  root: Schema;
  value: unknown;
  data: Data;
  scope: string;
  onChange: (value: unknown) => void;
  /** For what stands in two properties. */
  onData: (data: Data) => void;
}

function SchemaField({ name, schema, root, value, data, scope, onChange, onData }: SchemaFieldProps) {
  const { t, i18n } = useTranslation("agents");
  const { mayEdit } = useEditor();
  const nestedKey = name === "from_zero" ? "begins_at_nought" : name;
  const titled = schema["x-title"]?.[i18n.language];
  const label = titled || (schema["x-title"] || !i18n.exists(`agents:fields.${nestedKey}`) ? (schema.title ?? name) : t(`fields.${nestedKey}`));
  const help = (schema["x-title"] ? (i18n.language === "en" ? schema.description : schema["x-help"]?.[i18n.language]) : undefined) || undefined;
  const look = { label, help };
  const optionName = (option: string) => (i18n.exists(`agents:options.${scope}.${option}`) ? t(`options.${scope}.${option}`) : option);
  const limit = schema.maxItems;
  const kindOfAnswer = inputOf(schema, root);

  switch (schema["x-widget"]) {
    case "text":
      return schema.type === "object" ? <TextsField {...look} value={value} onChange={onChange} /> : <TextField {...look} value={value} maxLength={schema.maxLength} onChange={onChange} />;
    case "prompt":
      return "library" in (root.properties ?? {}) ? <PromptField {...look} maxLength={schema.maxLength} data={data} onData={onData} /> : <LongText part="task" {...look} rows={8} maxLength={schema.maxLength} value={typeof value === "string" ? value : ""} onChange={onChange} />;
    case "variable":
      return <VariableField {...look} value={value} onChange={onChange} />;
    case "variables":
      return <VariablesField {...look} value={value} onChange={onChange} />;
    case "sources":
      return <SourcesField {...look} value={value} onChange={onChange} />;
    case "tools":
      return <ToolsField {...look} value={value} onChange={onChange} />;
    case "tool":
      return <ToolField {...look} value={value} onChange={onChange} />;
    case "flow":
      return <FlowField {...look} value={value} onChange={onChange} />;
    case "phrases":
      return <PhrasesField {...look} value={value} onChange={onChange} aside={<LanguageTabs />} />;
    case "values":
      return <ValuesField {...look} limit={limit} value={value} onChange={onChange} />;
    case "branches":
      return <BranchesField {...look} limit={limit} value={value} by={data.by} onChange={onChange} />;
    case "exits":
      return <ExitsField {...look} limit={limit} value={value} onChange={onChange} />;
    case "shares":
      return <SharesField {...look} limit={limit} value={value} onChange={onChange} />;
    case "assignments":
      return <AssignmentsField {...look} limit={limit} value={value} onChange={onChange} />;
    case "wanted":
      return (
        <WantedField {...look} limit={limit} value={value} onChange={onChange}>
          {(one, change) => <InputField label={kindOfAnswer["x-title"]?.[i18n.language] || (kindOfAnswer.title ?? "")} schema={kindOfAnswer} root={root} value={one} onChange={change} />}
        </WantedField>
      );
    case "arguments":
      return <ArgumentsField {...look} value={value} onChange={onChange} />;
    case "input":
      return <InputField {...look} schema={schema} root={root} value={(value ?? {}) as Data} onChange={onChange} />;
    case "outcome":
      return <TextField {...look} value={value} maxLength={40} clean={(typed) => typed.toLowerCase().replace(OUTCOME, "_").replace(/^[^a-z]+/, "") || "completed"} onChange={onChange} />;
  }
  if (name === "options") return <OptionsField {...look} limit={limit} value={value} onChange={onChange} />;
  if (schema.enum) {
    return (
      <Field {...look}>
        <Select label={label} disabled={!mayEdit} value={typeof value === "string" ? value : ""} onValueChange={onChange} options={schema.enum.map((option) => ({ value: option, label: optionName(option) }))} />
      </Field>
    );
  }
  if (schema.type === "boolean") return <Switch label={label} description={help} disabled={!mayEdit} checked={value === true} onCheckedChange={onChange} />;
  const number = numberOf(schema);
  if (number) return <NumberField {...look} {...number} value={value} onChange={onChange} unit={schema["x-widget"] === "duration" ? t("form.seconds") : undefined} />;
  if (schema.patternProperties) return <TextsField {...look} rows={1} value={value} onChange={onChange} />;
  if (schema.type === "array") return null;
  return <TextField {...look} value={value} maxLength={schema.maxLength} onChange={onChange} />;
}

/** The kinds of answer that one item of a list may be. */
function inputOf(list: Schema, root: Schema): Schema {
  const item = resolve(list.items ?? {}, root);
  return resolve(item.properties?.input ?? {}, root);
}

/** What kind of answer is asked for, and what that kind asks in turn. */
function InputField({ label, help, schema, root, value, onChange }: { label: string; help?: string | undefined; schema: Schema; root: Schema; value: Data; onChange: (value: Data) => void }) {
  const { t } = useTranslation("agents");
  const { mayEdit } = useEditor();
  const kinds = (schema.oneOf ?? []).map((one) => resolve(one, root));
  const typeOf = (one: Schema) => String(one.properties?.type?.const ?? "");
  const type = String(value.type ?? "text");
  const chosen = kinds.find((one) => typeOf(one) === type);
  return (
    <>
      <Field label={label} help={help}>
        <Select label={label} disabled={!mayEdit} value={type} onValueChange={(next) => onChange({ type: next })} options={kinds.map((one) => ({ value: typeOf(one), label: t(`answer_kinds.${typeOf(one)}`) }))} />
      </Field>
      {chosen && <SchemaForm schema={chosen} root={root} data={value} scope="input" onChange={onChange} />}
    </>
  );
}
