import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Switch } from "@/ui/switch";
import type { Data } from "../../blueprint";
import { useEditor } from "../editor";
import { type FieldLook, VariableField } from "./basic-fields";
import { ItemList } from "./item-list";
import { LongText } from "./texts-field";

interface Wanted {
  variable: string;
  input: Data;
  description: string;
  needed: boolean;
}

/** What is kept of what was said: where, of what kind, what it means. `children` is the form of the kind of answer. */
export function WantedField({ label, help, value, onChange, limit, children }: FieldLook & { value: unknown; onChange: (items: Wanted[]) => void; limit?: number | undefined; children: (input: Data, change: (input: Data) => void) => ReactNode }) {
  const { t } = useTranslation("agents");
  const { variables, mayEdit } = useEditor();
  const items = (Array.isArray(value) ? (value as Partial<Wanted>[]) : []).map((one): Wanted => ({ variable: "", input: { type: "text" }, description: "", needed: true, ...one }));
  const taken = new Set(items.map((one) => one.variable));
  const free = variables.find((name) => !name.startsWith("business.") && !taken.has(name));
  const make = (): Wanted => ({ variable: free ?? `value_${items.length + 1}`, input: { type: "text" }, description: "", needed: true });
  return (
    <ItemList label={label} help={help} limit={limit} items={items} onChange={onChange} make={make} add={t("form.add_wanted")} nameOf={(one) => one.variable}>
      {(one, change) => (
        <>
          <VariableField required label={t("form.variable")} value={one.variable} onChange={(variable) => variable && change({ ...one, variable })} />
          {children(one.input, (input) => change({ ...one, input }))}
          <LongText label={t("form.wanted_meaning")} help={t("form.wanted_meaning_help")} rows={1} maxLength={500} value={one.description} onChange={(description) => change({ ...one, description })} />
          <Switch label={t("form.wanted_needed")} description={t("form.wanted_needed_help")} disabled={!mayEdit} checked={one.needed} onCheckedChange={(needed) => change({ ...one, needed })} />
        </>
      )}
    </ItemList>
  );
}
