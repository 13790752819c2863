import { Copy, Flag, Trash2 } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Combobox } from "@/ui/combobox";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import type { Flow, FlowNode } from "../blueprint";
import { useEditor } from "./editor";
import { changeNode, connect, copyNode, entryOf, newId, removeNode, setEntry, targetOf } from "./flow";
import { SchemaForm } from "./form/schema-form";
import { KindIcon, useNodeNames } from "./node-face";
import { portsOf } from "./ports";
import { StepPlace } from "./text/place";

/** Everything about one step: what is wrong with it, what it does, and where it goes on. */
export function NodePanel({ flow, node, onSelect }: { flow: Flow; node: FlowNode; onSelect: (nodeId: string | undefined) => void }) {
  const { t, i18n } = useTranslation("agents");
  const { edit, problems, mayEdit } = useEditor();
  const { kindOf, kindName, nameOf } = useNodeNames();
  const kind = kindOf(node);
  const place = useMemo(() => ({ flow: flow.id, node: node.id }), [flow.id, node.id]);
  const own = problems.filter((problem) => problem.flow_id === flow.id && problem.node_id === node.id);
  return (
    <div className="space-y-4">
      <div className="flex items-start gap-2">
        <KindIcon kind={kind} className="mt-0.5" />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-base font-semibold">{nameOf(node)}</h2>
          <p className="text-xs text-ink-3">
            {kindName(kind)} · {kind?.summary[i18n.language] ?? kind?.summary.en}
          </p>
        </div>
      </div>
      {own.map((problem, index) => (
        <Callout key={index} tone={problem.severity === "error" ? "bad" : "warn"}>
          {problem.message}
        </Callout>
      ))}
      <Field label={t("columns.name")}>
        <Input value={node.name} readOnly={!mayEdit} maxLength={200} autoComplete="off" placeholder={kindName(kind)} onChange={(event) => edit((blueprint) => changeNode(blueprint, flow.id, node.id, { name: event.target.value }), `${node.id}.name`)} />
      </Field>
      <StepPlace value={place}>{kind && <SchemaForm schema={kind.data_schema} data={node.data} scope={node.kind} onChange={(data, key) => edit((blueprint) => changeNode(blueprint, flow.id, node.id, { data }), `${node.id}.${key}`)} />}</StepPlace>
      <Ways flow={flow} node={node} />
      {mayEdit && (
        <div className="flex flex-wrap gap-2 border-t border-line pt-4">
          {entryOf(flow) !== node.id && (
            <Button size="sm" variant="ghost" onClick={() => edit((blueprint) => setEntry(blueprint, flow.id, node.id))}>
              <Flag aria-hidden />
              {t("build.make_entry")}
            </Button>
          )}
          <Button
            size="sm"
            variant="ghost"
            onClick={() => {
              const id = newId("n");
              edit((blueprint) => copyNode(blueprint, flow.id, node.id, id));
              onSelect(id);
            }}
          >
            <Copy aria-hidden />
            {t("steps.duplicate")}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            className="text-bad"
            onClick={() => {
              edit((blueprint) => removeNode(blueprint, flow.id, node.id));
              onSelect(undefined);
            }}
          >
            <Trash2 aria-hidden />
            {t("steps.delete")}
          </Button>
        </div>
      )}
    </div>
  );
}

const NOWHERE = "\u0000nowhere";

/** Where each way out of a step leads. */
function Ways({ flow, node }: { flow: Flow; node: FlowNode }) {
  const { t } = useTranslation("agents");
  const { edit, language, mayEdit } = useEditor();
  const { nameOf, portName, kindOf, gist } = useNodeNames();
  const ports = portsOf(node, language);
  if (ports.length === 0) return null;
  // As many as a flow has, and several by one name: found by typing, told apart by their first words.
  const steps = [{ value: NOWHERE, label: t("build.nowhere") }, ...flow.nodes.map((one) => ({ value: one.id, label: nameOf(one), description: gist(one).slice(0, 60), icon: <KindIcon kind={kindOf(one)} className="[&_svg]:size-3!" /> }))];
  /** The first words of where a way leads, where several steps have that name. */
  const which = (target: string | undefined) => {
    const step = flow.nodes.find(({ id }) => id === target);
    return step && flow.nodes.some((one) => one.id !== step.id && nameOf(one) === nameOf(step)) ? gist(step).slice(0, 60) || undefined : undefined;
  };
  return (
    <fieldset className="space-y-2 border-t border-line pt-4">
      <legend className="sr-only">{t("build.ways")}</legend>
      <p aria-hidden className="text-xs font-semibold">
        {t("build.ways")}
      </p>
      {ports.map((port) => (
        <Field key={port.id} label={portName(port)} optional={!port.needed} help={which(targetOf(flow, node.id, port.id))}>
          <Combobox
            label={portName(port)}
            disabled={!mayEdit}
            value={targetOf(flow, node.id, port.id) ?? ""}
            placeholder={t("build.nowhere")}
            onValueChange={(target) => edit((blueprint) => connect(blueprint, flow.id, node.id, port.id, target === NOWHERE ? undefined : target))}
            options={steps}
          />
        </Field>
      ))}
    </fieldset>
  );
}
