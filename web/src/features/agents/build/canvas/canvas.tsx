import "./canvas.css";
import { applyEdgeChanges, applyNodeChanges, Background, type Connection, type Edge as RfEdge, type EdgeChange, type FitViewOptions, MiniMap, type Node as RfNode, type NodeChange, type OnConnectEnd, Panel, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from "@xyflow/react";
import { type DragEvent, type MouseEvent, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/session";
import { sameList } from "@/lib/kept";
import { storage } from "@/lib/storage";
import { useMedia } from "@/lib/use-media";
import type { Flow, Position } from "../../blueprint";
import { usePeople } from "../../presence/use-people";
import { useFormerPath, useRunPath } from "../../run-path";
import { AddNodeMenu } from "../add-node-menu";
import { liesOnCanvas, settle, signature } from "../comments/threads";
import { useComments } from "../comments/use-comments";
import { useEditor } from "../editor";
import { targetOf } from "../flow";
import type { NodeKind } from "../node-kinds";
import { portsOf } from "../ports";
import { type CanvasActions, CanvasActionsContext } from "./actions";
import { CanvasControls } from "./controls";
import { KIND_COLORS, type Thing, thingsOf, waysOf } from "./faces";
import { GroupNode, NoteNode } from "./layout-nodes";
import { useNames } from "./names";
import { carriesKind, droppedKind, Palette } from "./palette";
import { drawn, GRID, putGroup, putNote, STEP_WIDTH } from "./places";
import { StepNode } from "./step-node";
import { type MenuPlace, ThingsMenu } from "./things-menu";
import { trafficOf } from "./traffic/traffic";
import { TrafficPanel } from "./traffic/traffic-panel";
import { type TrafficLayer, useTraffic } from "./traffic/use-traffic";
import { useClipboard } from "./use-clipboard";
import { useDragging } from "./use-dragging";
import { useEdits } from "./use-edits";
import { useKeys } from "./use-keys";
import { useStable, useThings } from "./use-things";
import { FAR, FARTHEST, fitOptions, useView } from "./use-view";
import { neighbour } from "./walk";

const NODE_TYPES = { step: StepNode, note: NoteNode, group: GroupNode };
const SNAP: [number, number] = [GRID / 2, GRID / 2];
const MAP = { width: 150, height: 100 };
const PALETTE = 220;
const PRO = { hideAttribution: true };
const colorOf = (thing: Thing): string => (thing.type === "step" ? KIND_COLORS[thing.data.kind?.group ?? "talk"] : thing.type === "note" ? "var(--warn)" : "transparent");

interface Way {
  id: string;
  port: string;
}
export interface CanvasProps {
  flow: Flow;
  selected: string | undefined;
  onSelect: (nodeId: string | undefined) => void;
  /** Goes to a thing of another flow. */
  onShow: (flowId: string, id: string) => void;
  /** Chooses a step and brings the reader to its form. */
  onOpen: (nodeId: string) => void;
  /** Adds a step behind a way out, or at a place, else where it fits; tells its id. */
  onAdd: (kind: NodeKind, after?: Way, place?: Position) => string;
}

/** A flow drawn: the same draft, history and forms as the outline. */
export default function Canvas(props: CanvasProps) {
  const layer = useTraffic();
  return (
    <ReactFlowProvider key={props.flow.id}>
      <Surface {...props} layer={layer} />
    </ReactFlowProvider>
  );
}

/** Where the menu of new steps opens, and what comes of it. */
interface Asking {
  x: number;
  y: number;
  after?: Way;
  place?: Position;
  back?: string | undefined;
}

/** Tells the style sheet when the steps are too far away to be read. Nothing is drawn anew by React for it. */
function Distance({ of }: { of: RefObject<HTMLDivElement | null> }) {
  const far = useStore(({ transform }) => transform[2] < FAR);
  useLayoutEffect(() => void of.current?.toggleAttribute("data-far", far), [of, far]);
  return null;
}

function Surface({ flow: stored, selected, onSelect, onShow, onOpen, onAdd, layer }: CanvasProps & { layer: TrafficLayer }) {
  const { t } = useTranslation("canvas");
  const { kinds, problems, language, mayEdit } = useEditor();
  const names = useNames();
  const path = useRunPath();
  const former = useFormerPath();
  const people = usePeople();
  const comments = useComments();
  const { user } = useMe();
  const flow = useMemo(() => drawn(stored), [stored]);
  const traffic = useMemo(() => (layer.data ? trafficOf(layer.data, flow) : undefined), [layer.data, flow]);
  const built = useMemo(() => thingsOf(flow, names, problems, path, language, traffic, people, comments.showDone, former), [flow, names, problems, path, language, traffic, people, comments.showDone, former]);
  const builtWays = useMemo(() => waysOf(flow, names, path, language, traffic, former), [flow, names, path, language, traffic, former]);
  const { things, setThings, ways, setWays } = useThings(built, builtWays, selected);
  const roomy = useMedia("(min-width: 48rem)");
  const mapped = roomy && flow.nodes.length > 3;
  const wrapper = useRef<HTMLDivElement>(null);
  const view = useView(things, wrapper);
  const rf = useReactFlow<Thing>();
  const [asking, setAsking] = useState<Asking>();
  const [finding, setFinding] = useState(false);
  const [menu, setMenu] = useState<MenuPlace>();
  const [said, announce] = useState("");
  // An empty canvas stays where it is: the first step lies where it was dropped.
  const [opened] = useState(() => {
    const beside = mayEdit && roomy && storage.read("canvas-palette") !== "closed" ? PALETTE : 0;
    // Whoever follows a link to a step wants to read it.
    const step = stored.nodes.find(({ id }) => id === selected);
    const fitViewOptions: FitViewOptions = step ? { ...fitOptions(beside, 0.6), nodes: [{ id: step.id }], maxZoom: 0.8 } : fitOptions(beside, 0.35);
    return { fitView: stored.nodes.length > 0, fitViewOptions, defaultViewport: { x: beside, y: 0, zoom: 1 } };
  });

  const chosen = useStable((): ReadonlySet<string> => {
    const ids = new Set(things.filter((thing) => thing.selected).map(({ id }) => id));
    const one = view.focused();
    return one && !ids.has(one) ? new Set([one]) : ids;
  });
  const onRemoved = (ids: ReadonlySet<string>) => selected && ids.has(selected) && onSelect(undefined);
  const edits = useEdits({ flow, stored, things, ways, view, chosen, announce, onRemoved });
  const dragging = useDragging({ things, setThings, placesIn: edits.placesIn, onMoved: edits.moved });
  const choose = (which: (thing: Thing) => boolean) => setThings((all) => sameList(all, all.map((one) => ((one.selected ?? false) === which(one) ? one : { ...one, selected: which(one) }))));
  useEffect(() => {
    if (!selected) return;
    // The panel beside the canvas takes its room first.
    const timer = setTimeout(() => view.bring(selected), 60);
    return () => clearTimeout(timer);
  }, [selected, view]);

  const wayFrom = (id: string | undefined): Way | undefined => {
    const node = flow.nodes.find((one) => one.id === id);
    if (!node) return undefined;
    const ports = portsOf(node, language);
    const open = ports.filter((port) => !targetOf(flow, node.id, port.id));
    const port = open.find(({ needed }) => needed) ?? open[0] ?? ports[0];
    return port && { id: node.id, port: port.id };
  };
  const ask = (id: string | undefined) => {
    const element = id ? view.elementOf(id) : null;
    const box = (element ?? wrapper.current)?.getBoundingClientRect();
    const after = wayFrom(id);
    if (box) setAsking({ x: element ? box.right : box.left + 24, y: box.top + 24, back: id, ...(after ? { after } : {}) });
  };
  const add = (kind: NodeKind, after?: Way, place?: Position) => view.focus(onAdd(kind, after, place));
  const find = (id: string, flowId: string) => {
    if (flowId !== flow.id) return onShow(flowId, id);
    // A comment at a step, or one that is done, is not on the canvas but in the list.
    if (flow.layout.notes.some((note) => note.id === id && !liesOnCanvas(flow, note, comments.showDone))) return comments.open(id);
    onSelect(flow.nodes.some((node) => node.id === id) ? id : undefined);
    view.bring(id, 0.8);
    view.focus(id);
  };
  /** The comments beside the flow: about a step, at a comment of the canvas, else all of them. */
  const commentOn = (id: string | undefined) => {
    if (id && flow.nodes.some((node) => node.id === id)) onSelect(id);
    comments.open(flow.layout.notes.some((note) => note.id === id) ? id : undefined);
  };
  useKeys({
    mayEdit,
    isHere: view.isHere,
    walk: (from, direction) => {
      const next = neighbour(flow, from, direction, view.sizes());
      if (next) view.focus(next);
    },
    open: (id) => (flow.nodes.some((node) => node.id === id) ? onOpen(id) : view.focusInside(id)),
    choose: (id) => choose((thing) => (thing.id === id ? !thing.selected : (thing.selected ?? false))),
    chooseAll: () => choose(() => true),
    leave: () => {
      choose(() => false);
      onSelect(undefined);
    },
    remove: edits.remove,
    move: edits.move,
    add: () => ask(view.focused() ?? selected),
    note: edits.addNote,
    comments: () => commentOn(view.focused() ?? [...chosen()][0]),
    group: edits.addGroup,
    tidy: () => void edits.tidy(),
    find: () => setFinding(true),
    fit: view.fit,
    zoom: view.zoom,
  });
  const clipboard = useClipboard({
    flow,
    change: edits.change,
    view,
    chosen,
    remove: edits.remove,
    announce,
    onPasted: (ids) => {
      const fresh = new Set(ids);
      requestAnimationFrame(() => choose((thing) => fresh.has(thing.id)));
    },
  });
  const { change } = edits;
  const { open: showComments } = comments;
  const actions = useMemo((): CanvasActions => ({ mayEdit: () => mayEdit, putNote: (note, key) => change((one) => putNote(one, flow.id, note), key), putGroup: (group, key) => change((one) => putGroup(one, flow.id, group), key), settle: (note) => change((one) => settle(one, flow.id, note.id, note.done ? null : signature(user))), showComments, user: user.id }), [mayEdit, change, flow.id, showComments, user]);

  const openMenu = (event: Pick<MouseEvent, "preventDefault" | "clientX" | "clientY">) => {
    event.preventDefault();
    setMenu({ x: event.clientX, y: event.clientY, at: rf.screenToFlowPosition({ x: event.clientX, y: event.clientY }) });
  };
  // The same functions throughout: with other ones, React Flow would draw every step anew at each movement of the mouse.
  const handlers = {
    onNodesChange: useStable((changes: NodeChange<Thing>[]) => setThings((all) => applyNodeChanges(changes, all))),
    onEdgesChange: useStable((changes: EdgeChange[]) => setWays((all) => applyEdgeChanges(changes, all))),
    onNodeClick: useStable((event: MouseEvent, thing: RfNode) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) onSelect(thing.type === "step" ? thing.id : undefined);
    }),
    onNodeContextMenu: useStable((event: MouseEvent, thing: RfNode) => {
      // Words that are being written keep the browser's own menu.
      if (event.target instanceof HTMLElement && event.target.matches("textarea, input")) return;
      if (!things.some(({ id, selected: marked }) => marked && id === thing.id)) choose(({ id }) => id === thing.id);
      openMenu(event);
    }),
    onSelectionContextMenu: useStable((event: MouseEvent) => openMenu(event)),
    onPaneContextMenu: useStable((event: MouseEvent | globalThis.MouseEvent) => openMenu(event)),
    onPaneClick: useStable(() => onSelect(undefined)),
    onConnect: useStable(({ source, sourceHandle, target }: Connection) => edits.link({ source, port: sourceHandle ?? "next" }, target)),
    onReconnect: useStable((way: RfEdge, { source, sourceHandle, target }: Connection) => edits.link({ source, port: sourceHandle ?? "next" }, target, { source: way.source, port: way.sourceHandle ?? "next" })),
    /** Let go over nothing: what shall come here? */
    onConnectEnd: useStable((...[event, { isValid, toNode, fromHandle, fromNode }]: Parameters<OnConnectEnd>) => {
      if (isValid || toNode || fromHandle?.type !== "source" || !fromNode || !fromHandle.id) return;
      const point = "clientX" in event ? event : event.changedTouches[0];
      if (!point) return;
      const place = rf.screenToFlowPosition({ x: point.clientX, y: point.clientY });
      setAsking({ x: point.clientX, y: point.clientY, after: { id: fromNode.id, port: fromHandle.id }, place: { x: Math.round(place.x), y: Math.round(place.y) - GRID } });
    }),
    onDragOver: useStable((event: DragEvent) => {
      if (!mayEdit || !carriesKind(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    }),
    onDrop: useStable((event: DragEvent) => {
      const kind = droppedKind(event, kinds);
      if (!kind) return;
      event.preventDefault();
      const at = rf.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      add(kind, undefined, { x: Math.round((at.x - STEP_WIDTH / 2) / GRID) * GRID, y: Math.round((at.y - GRID) / GRID) * GRID });
    }),
  };
  // What stands about the canvas is not drawn again either while something is dragged.
  const handed = { add: useStable((kind: NodeKind) => void add(kind, wayFrom(selected))), find: useStable(find), traffic: useStable(() => layer.show(!layer.shown)), menu: useStable((x: number, y: number) => setMenu({ x, y })) };
  return (
    <div ref={wrapper} className="flow-canvas relative min-h-0 flex-1">
      <CanvasActionsContext value={actions}>
        <ReactFlow<Thing>
          aria-label={t("label", { name: flow.name })}
          nodes={things}
          edges={ways}
          nodeTypes={NODE_TYPES}
          {...handlers}
          {...dragging}
          nodesDraggable={mayEdit}
          nodesConnectable={mayEdit}
          edgesReconnectable={mayEdit}
          edgesFocusable={false}
          selectNodesOnDrag={false}
          elevateNodesOnSelect={false}
          deleteKeyCode={null}
          disableKeyboardA11y
          onlyRenderVisibleElements
          snapToGrid
          snapGrid={SNAP}
          {...opened}
          minZoom={FARTHEST}
          maxZoom={2}
          panOnScroll
          proOptions={PRO}
        >
          <Distance of={wrapper} />
          <Background gap={GRID} size={1.4} />
          {mayEdit && roomy && (
            <Panel position="top-left" className="m-3!">
              <Palette onAdd={handed.add} />
            </Panel>
          )}
          <CanvasControls flow={flow} mayEdit={mayEdit} tidying={edits.tidying} finding={finding} onFinding={setFinding} onFind={handed.find} traffic={layer.shown} onTraffic={handed.traffic} onFit={view.fit} onTidy={edits.tidy} onNote={edits.addNote} onGroup={edits.addGroup} onMenu={handed.menu} mapped={mapped} />
          {layer.shown && (
            <Panel position="top-right" className="m-3!">
              <TrafficPanel layer={layer} flow={flow} traffic={traffic} />
            </Panel>
          )}
          {mapped && <MiniMap<Thing> ariaLabel={t("minimap")} pannable zoomable className="m-3!" style={MAP} nodeColor={colorOf} nodeBorderRadius={8} />}
        </ReactFlow>
      </CanvasActionsContext>
      {flow.nodes.length === 0 && <p className="pointer-events-none absolute inset-0 grid place-items-center p-8 text-center text-sm text-ink-2">{mayEdit ? t("empty") : t("empty_read")}</p>}
      {menu && <ThingsMenu key={`${menu.x} ${menu.y}`} place={menu} count={chosen().size} mayEdit={mayEdit} clipboard={clipboard} onComments={() => commentOn([...chosen()][0])} onRemove={edits.remove} onClose={() => setMenu(undefined)} />}
      {asking && (
        <AddNodeMenu
          open
          onOpenChange={(open) => !open && setAsking(undefined)}
          onAdd={(kind) => {
            setAsking(undefined);
            add(kind, asking.after, asking.place);
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (document.activeElement === document.body && asking.back) view.focus(asking.back);
          }}
          trigger={<button type="button" tabIndex={-1} aria-label={t("add")} className="fixed size-0" style={{ left: asking.x, top: asking.y }} />}
        />
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}
