import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ListChecks, Plus, Redo2, SlidersHorizontal, Undo2, Workflow } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "@/lib/shortcuts";
import { useMedia } from "@/lib/use-media";
import { Button, IconButton } from "@/ui/button";
import { Segmented } from "@/ui/choice-cards";
import { Sheet } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { agentQuery, useMayInAgent } from "../api";
import { AddNodeMenu } from "./add-node-menu";
import { EditorProvider, useEditor } from "./editor";
import { addFlow, addNode, entryOf, newId, targetOf } from "./flow";
import { FlowMenu } from "./flow-menu";
import { GeneralPanel } from "./general-panel";
import { type NodeKind, nodeKindsQuery } from "./node-kinds";
import { NodePanel } from "./node-panel";
import { OutlineList } from "./outline-list";
import { portsOf } from "./ports";
import { ProblemMenu } from "./problem-menu";

const NEW_FLOW = "\u0000new";

/** The agent's flow as an outline, with the form of the step that is chosen beside it. */
export function BuildTab() {
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const agent = useQuery(agentQuery(agentId)).data?.data;
  const kinds = useQuery(nodeKindsQuery);
  const mayEdit = useMayInAgent(agent, "agent:update");
  if (kinds.isError) return <ErrorState error={kinds.error} onRetry={() => void kinds.refetch()} />;
  if (!kinds.data) return <SkeletonText className="p-6" lines={8} />;
  return (
    <EditorProvider kinds={kinds.data} mayEdit={mayEdit}>
      <Workbench />
    </EditorProvider>
  );
}

function Workbench() {
  const { t } = useTranslation("agents");
  const search = useSearch({ from: "/app/agents/$agentId/build" });
  const navigate = useNavigate({ from: "/agents/$agentId/build" });
  const editor = useEditor();
  const { blueprint, edit, mayEdit } = editor;
  const beside = useMedia("(min-width: 64rem)");
  const [renaming, setRenaming] = useState(false);
  const flow = blueprint.flows.find((one) => one.id === search.flow) ?? blueprint.flows.find((one) => one.id === blueprint.entry_flow) ?? blueprint.flows[0];
  const node = flow?.nodes.find((one) => one.id === search.node);
  const general = search.part === "general";

  const show = (flowId: string | undefined, nodeId: string | undefined) => void navigate({ search: { flow: flowId === blueprint.flows[0]?.id ? undefined : flowId, node: nodeId }, replace: true, resetScroll: false });
  const select = (nodeId: string | undefined) => show(flow?.id, nodeId);
  const add = (kind: NodeKind, after: { id: string; port: string } | undefined) => {
    const id = newId("n");
    const fresh = { id, kind: kind.kind, name: "", position: { x: 0, y: 0 }, data: structuredClone(kind.data) };
    let flowId = flow?.id;
    edit((one) => {
      const withFlow = flowId ? one : addFlow(one, (flowId = "main"), t("build.main_flow"));
      return addNode(withFlow, flowId, fresh, after);
    });
    show(flowId, id);
  };
  /** Behind the chosen step, else at the first loose end, else alone. */
  const place = (): { id: string; port: string } | undefined => {
    if (!flow) return undefined;
    const first = node && portsOf(node, editor.language)[0];
    if (node && first) return { id: node.id, port: first.id };
    for (const one of flow.nodes) for (const port of portsOf(one, editor.language)) if (port.needed && !targetOf(flow, one.id, port.id)) return { id: one.id, port: port.id };
    return undefined;
  };
  useShortcuts([
    { keys: "mod+z", label: t("undo"), group: t("tabs.build"), run: () => editor.undo?.() },
    { keys: "mod+y", label: t("redo"), group: t("tabs.build"), run: () => editor.redo?.() },
  ]);

  const panel = flow && node && <NodePanel key={node.id} flow={flow} node={node} onSelect={select} />;
  return (
    <div className="flex min-h-0 flex-1">
      <div className="dotted flex min-w-0 flex-1 flex-col overflow-y-auto bg-sunken">
        <div role="toolbar" aria-label={t("build.toolbar")} className="sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b border-line bg-bg px-4 py-2">
          <Segmented
            label={t("build.part")}
            value={general ? "general" : "flow"}
            onValueChange={(part) => void navigate({ search: { ...search, part: part === "general" ? ("general" as const) : undefined }, replace: true })}
            choices={[
              { value: "flow", label: t("build.flow"), icon: <Workflow aria-hidden /> },
              { value: "general", label: t("build.general"), icon: <SlidersHorizontal aria-hidden /> },
            ]}
          />
          {!general && mayEdit && (
            <AddNodeMenu
              onAdd={(kind) => add(kind, place())}
              trigger={
                <Button size="sm">
                  <Plus aria-hidden />
                  {t("build.add")}
                </Button>
              }
            />
          )}
          {!general && flow && (blueprint.flows.length > 1 || mayEdit) && (
            <>
              <Select
                className="h-7 w-40 text-xs"
                label={t("build.which_flow")}
                value={flow.id}
                onValueChange={(id) => {
                  if (id !== NEW_FLOW) return show(id, undefined);
                  const fresh = newId("f");
                  edit((one) => addFlow(one, fresh, t("build.new_flow")));
                  show(fresh, undefined);
                }}
                options={[...blueprint.flows.map((one) => ({ value: one.id, label: one.name || one.id })), ...(mayEdit ? [{ value: NEW_FLOW, label: t("build.add_flow"), icon: <Plus aria-hidden /> }] : [])]}
              />
              {mayEdit && <FlowMenu flow={flow} renaming={renaming} onRenaming={setRenaming} onRemoved={() => show(undefined, undefined)} />}
            </>
          )}
          <span className="ml-auto flex items-center gap-1">
            <ProblemMenu onShow={show} />
            <IconButton size="icon-sm" label={t("undo")} shortcut="Ctrl Z" disabled={!editor.undo} onClick={() => editor.undo?.()}>
              <Undo2 aria-hidden />
            </IconButton>
            <IconButton size="icon-sm" label={t("redo")} shortcut="Ctrl Y" disabled={!editor.redo} onClick={() => editor.redo?.()}>
              <Redo2 aria-hidden />
            </IconButton>
          </span>
        </div>
        <div className="min-w-0 flex-1 p-4 pb-16 sm:p-6">
          {general ? (
            <GeneralPanel />
          ) : flow && entryOf(flow) ? (
            <OutlineList flow={flow} selected={node?.id} onSelect={select} onAdd={add} />
          ) : (
            <EmptyState
              icon={<ListChecks aria-hidden />}
              title={t("build.empty")}
              description={t("build.detail")}
              action={
                mayEdit && (
                  <AddNodeMenu
                    onAdd={(kind) => add(kind, undefined)}
                    trigger={
                      <Button variant="primary">
                        <Plus aria-hidden />
                        {t("build.add")}
                      </Button>
                    }
                  />
                )
              }
            />
          )}
        </div>
      </div>
      {!general && beside && panel && (
        <section aria-label={t("build.step")} className="w-80 shrink-0 overflow-y-auto border-l border-line bg-surface p-4">
          {panel}
        </section>
      )}
      {!general && !beside && (
        <Sheet open={panel !== undefined} onOpenChange={(open) => !open && select(undefined)} title={t("build.step")}>
          {panel}
        </Sheet>
      )}
    </div>
  );
}
