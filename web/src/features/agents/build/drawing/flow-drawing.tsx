import "../canvas/canvas.css";
import { Background, type FitViewOptions, Panel, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { useQuery } from "@tanstack/react-query";
import { Expand, Maximize, Shrink, ZoomIn, ZoomOut } from "lucide-react";
import { type RefObject, useMemo, useRef, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/button";
import { mainLanguage, readBlueprint } from "../../blueprint";
import { thingsOf, waysOf } from "../canvas/faces";
import { useNames } from "../canvas/names";
import { drawn, GRID, openingSteps } from "../canvas/places";
import { StepNode } from "../canvas/step-node";
import { fitOptions } from "../canvas/use-view";
import { ReaderProvider, useEditor } from "../editor";
import { nodeKindsQuery } from "../node-kinds";
import { DrawnGroup, DrawnNote } from "./drawn-things";

const NODE_TYPES = { step: StepNode, note: DrawnNote, group: DrawnGroup };
const PRO = { hideAttribution: true };
/** As much of a flow as can be read in the frame. */
const ROOM = { width: 1_100, height: 760 };

export interface FlowDrawingProps {
  /** A blueprint as it is stored: nobody's draft, so that nothing is fetched of it. */
  blueprint: Record<string, unknown>;
  flowId: string;
}

/** A flow of what is not one's own, as its author drew it: to be looked at, and no more. */
export default function FlowDrawing({ blueprint, flowId }: FlowDrawingProps) {
  // Icons and colours; every step has its name already.
  const kinds = useQuery(nodeKindsQuery).data;
  const read = useMemo(() => readBlueprint(blueprint), [blueprint]);
  return (
    <ReaderProvider blueprint={read} kinds={kinds ?? []} language={mainLanguage(read)}>
      <ReactFlowProvider>
        <Drawing flowId={flowId} />
      </ReactFlowProvider>
    </ReaderProvider>
  );
}

function Drawing({ flowId }: { flowId: string }) {
  const { t } = useTranslation("canvas");
  const { blueprint, language } = useEditor();
  const names = useNames();
  const frame = useRef<HTMLDivElement>(null);
  const flow = useMemo(() => blueprint.flows.find((one) => one.id === flowId), [blueprint, flowId]);
  const things = useMemo(() => {
    if (!flow) return undefined;
    const shown = drawn(flow);
    const steps = openingSteps(shown, ROOM);
    const fit: FitViewOptions = { ...fitOptions(0, 0.3), ...(steps ? { nodes: steps.map((id) => ({ id })) } : {}) };
    return { nodes: thingsOf(shown, names, [], [], language), edges: waysOf(shown, names, [], language), fit };
  }, [flow, names, language]);
  if (!flow || !things) return null;
  return (
    <div ref={frame} className="flow-canvas relative h-96 overflow-hidden rounded-m border border-line bg-sunken">
      <ReactFlow
        // Several may stand on one page.
        id={`drawing-${flowId}`}
        aria-label={t("label", { name: flow.name })}
        nodes={things.nodes}
        edges={things.edges}
        nodeTypes={NODE_TYPES}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        fitView
        fitViewOptions={things.fit}
        minZoom={0.1}
        maxZoom={2}
        // The page around it goes on scrolling.
        zoomOnScroll={false}
        preventScrolling={false}
        proOptions={PRO}
      >
        <Background gap={GRID} size={1.4} />
        <Controls frame={frame} />
      </ReactFlow>
    </div>
  );
}

function Controls({ frame }: { frame: RefObject<HTMLDivElement | null> }) {
  const { t } = useTranslation("canvas");
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const whole = useSyncExternalStore(
    (notify) => {
      document.addEventListener("fullscreenchange", notify);
      return () => document.removeEventListener("fullscreenchange", notify);
    },
    () => document.fullscreenElement !== null && document.fullscreenElement === frame.current,
  );
  const toggle = () => void (whole ? document.exitFullscreen() : frame.current?.requestFullscreen())?.catch(() => undefined);
  return (
    <Panel position="bottom-left" className="m-3!">
      <div role="toolbar" aria-label={t("controls")} className="flex items-center gap-0.5 rounded-m border border-line bg-surface p-0.5 shadow-card">
        <IconButton size="icon-sm" label={t("zoom_out")} onClick={() => void zoomOut()}>
          <ZoomOut aria-hidden />
        </IconButton>
        <IconButton size="icon-sm" label={t("zoom_in")} onClick={() => void zoomIn()}>
          <ZoomIn aria-hidden />
        </IconButton>
        <IconButton size="icon-sm" label={t("fit")} onClick={() => void fitView(fitOptions(0, 0.1))}>
          <Maximize aria-hidden />
        </IconButton>
        {document.fullscreenEnabled && (
          <IconButton size="icon-sm" label={t(whole ? "whole_screen_leave" : "whole_screen")} onClick={toggle}>
            {whole ? <Shrink aria-hidden /> : <Expand aria-hidden />}
          </IconButton>
        )}
      </div>
    </Panel>
  );
}
