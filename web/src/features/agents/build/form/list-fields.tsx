import { useTranslation } from "react-i18next";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { anyText, type Texts } from "../../blueprint";
import { useEditor } from "../editor";
import { newId } from "../flow";
import { type FieldLook, NumberField, PhrasesField, VariableField } from "./basic-fields";
import { type Condition, ConditionField } from "./condition-field";
import { ItemList } from "./item-list";
import { LanguageTabs, LongText } from "./texts-field";

type ListProps<T> = FieldLook & { value: unknown; onChange: (items: T[]) => void; limit?: number | undefined };
const itemsOf = <T,>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

function NameField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const { t } = useTranslation("agents");
  const { mayEdit } = useEditor();
  return (
    <Field label={t("columns.name")}>
      <Input value={value} readOnly={!mayEdit} maxLength={200} autoComplete="off" onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}

function MeaningField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation("agents");
  return <LongText label={t("form.meaning")} help={t("form.meaning_help")} rows={2} maxLength={500} value={value} onChange={onChange} />;
}

interface Branch {
  id: string;
  name: string;
  condition: Condition | null;
  description: string;
  keywords: Record<string, string[]>;
}

/** The ways of a decision: by what is known, or by what the caller wants. */
export function BranchesField({ label, help, value, onChange, limit, by }: ListProps<Branch> & { by: unknown }) {
  const { t } = useTranslation("agents");
  const make = (): Branch => ({ id: newId("b"), name: "", condition: null, description: "", keywords: {} });
  return (
    <ItemList label={label} help={help} limit={limit} items={itemsOf<Branch>(value)} onChange={onChange} make={make} add={t("form.add_branch")} nameOf={(branch, index) => branch.name || String(index + 1)}>
      {(branch, change) => (
        <>
          <NameField value={branch.name} onChange={(name) => change({ ...branch, name })} />
          {by === "intent" ? (
            <>
              <MeaningField value={branch.description} onChange={(description) => change({ ...branch, description })} />
              <PhrasesField label={t("form.keywords")} help={t("form.keywords_help")} value={branch.keywords} onChange={(keywords) => change({ ...branch, keywords })} aside={<LanguageTabs />} />
            </>
          ) : (
            <ConditionField label={t("condition.when")} value={branch.condition} onChange={(condition) => change({ ...branch, condition })} />
          )}
        </>
      )}
    </ItemList>
  );
}

interface Exit {
  id: string;
  name: string;
  description: string;
  condition: Condition | null;
  phrases: Record<string, string[]>;
}

export function ExitsField({ label, help, value, onChange, limit }: ListProps<Exit>) {
  const { t } = useTranslation("agents");
  const make = (): Exit => ({ id: newId("x"), name: "", description: "", condition: null, phrases: {} });
  return (
    <ItemList label={label} help={help} limit={limit} items={itemsOf<Exit>(value)} onChange={onChange} make={make} add={t("form.add_exit")} nameOf={(exit, index) => exit.name || String(index + 1)}>
      {(exit, change) => (
        <>
          <NameField value={exit.name} onChange={(name) => change({ ...exit, name })} />
          <MeaningField value={exit.description} onChange={(description) => change({ ...exit, description })} />
          <PhrasesField label={t("form.phrases")} value={exit.phrases} onChange={(phrases) => change({ ...exit, phrases })} aside={<LanguageTabs />} />
          <ConditionField label={t("condition.when")} value={exit.condition} onChange={(condition) => change({ ...exit, condition })} />
        </>
      )}
    </ItemList>
  );
}

interface ChoiceOption {
  id: string;
  label: Texts;
  synonyms: Record<string, string[]>;
}

/** What can be chosen, each a button in the chat. */
export function OptionsField({ label, help, value, onChange, limit }: ListProps<ChoiceOption>) {
  const { t } = useTranslation("agents");
  const { language, mayEdit } = useEditor();
  const make = (): ChoiceOption => ({ id: newId("o"), label: {}, synonyms: {} });
  return (
    <ItemList label={label} help={help} limit={limit} items={itemsOf<ChoiceOption>(value)} onChange={onChange} make={make} add={t("form.add_option")} nameOf={(option, index) => anyText(option.label, language) || String(index + 1)}>
      {(option, change) => (
        <>
          <Field label={t("form.option")} aside={<LanguageTabs missing={(code) => !option.label[code]} />}>
            <Input value={option.label[language] ?? ""} readOnly={!mayEdit} maxLength={200} autoComplete="off" onChange={(event) => change({ ...option, label: { ...option.label, [language]: event.target.value } })} />
          </Field>
          <PhrasesField label={t("form.synonyms")} value={option.synonyms} onChange={(synonyms) => change({ ...option, synonyms })} />
        </>
      )}
    </ItemList>
  );
}

interface Share {
  id: string;
  name: string;
  weight: number;
}

export function SharesField({ label, help, value, onChange, limit }: ListProps<Share>) {
  const { t } = useTranslation("agents");
  const shares = itemsOf<Share>(value);
  return (
    <ItemList label={label} help={help} limit={limit} items={shares} onChange={onChange} make={() => ({ id: newId("s"), name: "", weight: 1 })} add={t("form.add_share")} nameOf={(share, index) => share.name || String(index + 1)}>
      {(share, change) => (
        <>
          <NameField value={share.name} onChange={(name) => change({ ...share, name })} />
          <NumberField label={t("form.weight")} help={t("form.weight_help")} integer minimum={0} maximum={1_000_000} value={share.weight} onChange={(weight) => change({ ...share, weight: weight ?? 0 })} />
        </>
      )}
    </ItemList>
  );
}

const OPERATIONS = ["set", "add", "subtract", "append", "take", "clear"] as const;
interface Assignment {
  variable: string;
  operation: (typeof OPERATIONS)[number];
  value: string | number | boolean | null;
}

export function AssignmentsField({ label, help, value, onChange, limit }: ListProps<Assignment>) {
  const { t } = useTranslation("agents");
  const { variables, mayEdit } = useEditor();
  const make = (): Assignment => ({ variable: variables.find((name) => !name.startsWith("business.")) ?? "note", operation: "set", value: "" });
  return (
    <ItemList label={label} help={help} limit={limit} items={itemsOf<Assignment>(value)} onChange={onChange} make={make} add={t("form.add_assignment")} nameOf={(one) => one.variable}>
      {(one, change) => (
        <>
          <VariableField required label={t("form.variable")} value={one.variable} onChange={(variable) => variable && change({ ...one, variable })} />
          <Field label={t("form.operation")}>
            <Select label={t("form.operation")} disabled={!mayEdit} value={one.operation} onValueChange={(operation) => change({ ...one, operation })} options={OPERATIONS.map((operation) => ({ value: operation, label: t(`form.operations.${operation}`) }))} />
          </Field>
          {one.operation !== "clear" && <LongText label={t("condition.value")} rows={1} maxLength={4_000} value={one.value === null ? "" : String(one.value)} onChange={(text) => change({ ...one, value: text })} />}
        </>
      )}
    </ItemList>
  );
}

/** Names and values that a tool is called with. */
export function ArgumentsField({ label, help, value, onChange }: FieldLook & { value: unknown; onChange: (value: Record<string, unknown>) => void }) {
  const { t } = useTranslation("agents");
  const { mayEdit } = useEditor();
  const pairs = Object.entries((value ?? {}) as Record<string, unknown>);
  return (
    <ItemList label={label} help={help} limit={50} items={pairs} onChange={(next) => onChange(Object.fromEntries(next))} make={() => [`argument_${pairs.length + 1}`, ""] as [string, unknown]} add={t("form.add_argument")} nameOf={([name]) => name}>
      {([name, content], change) => (
        <>
          <Field label={t("columns.name")}>
            <Input className="font-mono text-xs" value={name} readOnly={!mayEdit} maxLength={100} onChange={(event) => change([event.target.value, content])} />
          </Field>
          <LongText label={t("condition.value")} rows={1} maxLength={4_000} value={content === null || content === undefined ? "" : String(content)} onChange={(text) => change([name, text])} />
        </>
      )}
    </ItemList>
  );
}
