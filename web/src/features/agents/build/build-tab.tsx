import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Flag, List, ListChecks, Plus, SlidersHorizontal, Waypoints, Workflow } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { storage } from "@/lib/storage";
import { useMedia } from "@/lib/use-media";
import { Button } from "@/ui/button";
import { Segmented } from "@/ui/choice-cards";
import { Sheet } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { agentQuery, useMayInAgent } from "../api";
import type { Flow, Position } from "../blueprint";
import { usePlaceInDraft } from "../presence/use-people";
import { AddNodeMenu } from "./add-node-menu";
import { onCanvas } from "./canvas/places";
import { CommentsButton } from "./comments/comments-button";
import { CommentsPanel } from "./comments/comments-panel";
import { CommentsProvider, useComments } from "./comments/use-comments";
import { EditorProvider, useEditor } from "./editor";
import { addFlow, addNode, entryFlowOf, entryOf, newId, targetOf } from "./flow";
import { FlowMenu } from "./flow-menu";
import { GeneralPanel } from "./general-panel";
import { type NodeKind, nodeKindsQuery } from "./node-kinds";
import { NodePanel } from "./node-panel";
import { OutlineList } from "./outline-list";
import { portsOf } from "./ports";
import { ProblemMenu } from "./problem-menu";
import { UndoButtons } from "./undo-buttons";
import { WayShown } from "./way-shown";

const Canvas = lazy(() => import("./canvas"));
const NEW_FLOW = "\u0000new";

const EMPTY_FLOW: Flow = { id: "main", name: "", entry: null, nodes: [], edges: [] };

type View = "canvas" | "outline";

/** How a flow is shown, as it was last chosen here; on a phone it is read before it is drawn. */
function useBuildView(): [View, (view: View) => void] {
  const small = useMedia("(max-width: 47.99rem)");
  const key = small ? "build-view.small" : "build-view";
  const [chosen, setChosen] = useState<Record<string, string | null>>({});
  const kept = chosen[key] ?? storage.read(key);
  const view = kept === "canvas" || kept === "outline" ? kept : small ? "outline" : "canvas";
  return [
    view,
    (next) => {
      storage.write(key, next);
      setChosen({ ...chosen, [key]: next });
    },
  ];
}

/** The agent's flow, drawn or as an outline, with the form of the step that is chosen beside it. */
export function BuildTab() {
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const agent = useQuery(agentQuery(agentId)).data?.data;
  const kinds = useQuery(nodeKindsQuery);
  const mayEdit = useMayInAgent(agent, "agent:update");
  if (kinds.isError) return <ErrorState error={kinds.error} onRetry={() => void kinds.refetch()} />;
  if (!kinds.data) return <SkeletonText className="p-6" lines={8} />;
  return (
    <EditorProvider kinds={kinds.data} mayEdit={mayEdit}>
      <CommentsProvider>
        <Workbench />
      </CommentsProvider>
    </EditorProvider>
  );
}

function Workbench() {
  const { t } = useTranslation(["agents", "canvas"]);
  const search = useSearch({ from: "/app/agents/$agentId/build" });
  const navigate = useNavigate({ from: "/agents/$agentId/build" });
  const editor = useEditor();
  const { blueprint, edit, mayEdit } = editor;
  const beside = useMedia("(min-width: 64rem)");
  const [renaming, setRenaming] = useState(false);
  const firstFlow = entryFlowOf(blueprint);
  const flow = blueprint.flows.find((one) => one.id === search.flow) ?? blueprint.flows.find((one) => one.id === firstFlow);
  const node = flow?.nodes.find((one) => one.id === search.node);
  // A comment or a group that was gone to has no form, but is chosen on the canvas.
  const aside = [...(flow?.layout?.notes ?? []), ...(flow?.layout?.groups ?? [])].find((one) => one.id === search.node);
  const comments = useComments();
  const general = search.part === "general";
  const [view, setView] = useBuildView();
  const drawing = !general && view === "canvas";
  const panelBox = useRef<HTMLElement>(null);
  const [opening, setOpening] = useState<string>();
  useEffect(() => {
    if (opening === undefined || opening !== node?.id) return;
    panelBox.current?.focus();
    setOpening(undefined);
  }, [opening, node?.id]);

  const show = (flowId: string | undefined, nodeId: string | undefined) => void navigate({ search: { flow: flowId === firstFlow ? undefined : flowId, node: nodeId, way: search.way }, replace: true, resetScroll: false });
  const select = (nodeId: string | undefined) => show(flow?.id, nodeId);
  const add = (kind: NodeKind, after: { id: string; port: string } | undefined, at?: Position): string => {
    const id = newId("n");
    const fresh = { id, kind: kind.kind, name: "", position: { x: 0, y: 0 }, data: structuredClone(kind.data) };
    let flowId = flow?.id;
    edit((one) => {
      const withFlow = flowId ? one : addFlow(one, (flowId = "main"), t("build.main_flow"));
      return addNode(view === "canvas" ? onCanvas(withFlow, flowId) : withFlow, flowId, fresh, after, at);
    });
    show(flowId, id);
    return id;
  };
  /** Behind the chosen step, else at the first loose end, else alone. */
  const place = (): { id: string; port: string } | undefined => {
    if (!flow) return undefined;
    const first = node && portsOf(node, editor.language)[0];
    if (node && first) return { id: node.id, port: first.id };
    for (const one of flow.nodes) for (const port of portsOf(one, editor.language)) if (port.needed && !targetOf(flow, one.id, port.id)) return { id: one.id, port: port.id };
    return undefined;
  };
  usePlaceInDraft(general ? "" : (flow?.id ?? ""), general ? "" : (node?.id ?? ""));

  const discussing = comments.shown !== undefined && flow !== undefined;
  const panel = discussing ? <CommentsPanel flow={flow} node={node} onShow={show} /> : flow && node && <NodePanel key={node.id} flow={flow} node={node} onSelect={select} />;
  const panelName = discussing ? t("canvas:comments.title") : t("build.step");
  return (
    <div className="flex min-h-0 flex-1">
      <div className={cn("flex min-w-0 flex-1 flex-col overflow-y-auto bg-sunken", !drawing && "dotted")}>
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
          {!general && (
            <Segmented
              label={t("build.view")}
              value={view}
              onValueChange={setView}
              choices={[
                { value: "canvas", label: t("build.canvas"), icon: <Waypoints aria-hidden /> },
                { value: "outline", label: t("build.as_outline"), icon: <List aria-hidden /> },
              ]}
            />
          )}
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
                options={[...blueprint.flows.map((one) => ({ value: one.id, label: one.name || one.id, ...(blueprint.flows.length > 1 && one.id === firstFlow ? { icon: <Flag aria-label={t("build.entry")} /> } : {}) })), ...(mayEdit ? [{ value: NEW_FLOW, label: t("build.add_flow"), icon: <Plus aria-hidden /> }] : [])]}
              />
              {mayEdit && <FlowMenu flow={flow} renaming={renaming} onRenaming={setRenaming} onRemoved={() => show(undefined, undefined)} />}
            </>
          )}
          <span className="ml-auto flex items-center gap-1">
            {!general && flow && <CommentsButton />}
            <ProblemMenu onShow={show} />
            <UndoButtons />
          </span>
        </div>
        {!general && search.way && <WayShown key={search.way} id={search.way} blueprint={blueprint} onShow={show} onClose={() => void navigate({ search: { ...search, way: undefined }, replace: true })} />}
        {drawing ? (
          <Suspense fallback={<SkeletonText className="p-6" lines={8} />}>
            <Canvas
              flow={flow ?? EMPTY_FLOW}
              selected={node?.id ?? aside?.id}
              onSelect={(id) => id !== search.node && select(id)}
              onShow={show}
              onOpen={(id) => {
                comments.close();
                select(id);
                setOpening(id);
              }}
              onAdd={(kind, after, at) => add(kind, at ? after : (after ?? place()), at)}
            />
          </Suspense>
        ) : (
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
        )}
      </div>
      {!general && beside && panel && (
        // Left with Esc, to where one came from.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <section
          ref={panelBox}
          tabIndex={-1}
          aria-label={panelName}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || event.defaultPrevented) return;
            if (discussing) return comments.close();
            if (!drawing || !node) return;
            event.preventDefault();
            document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(node.id)}"]`)?.focus();
          }}
          className="w-80 shrink-0 overflow-y-auto border-l border-line bg-surface p-4 outline-none"
        >
          {panel}
        </section>
      )}
      {!general && !beside && (
        <Sheet open={panel !== undefined} onOpenChange={(open) => !open && (discussing ? comments.close() : select(undefined))} title={panelName}>
          {panel}
        </Sheet>
      )}
    </div>
  );
}
