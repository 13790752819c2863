import { Panel, useReactFlow, useViewport } from "@xyflow/react";
import { Ellipsis, Footprints, Group, Maximize, StickyNote, WandSparkles, ZoomIn, ZoomOut } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/class-names";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import type { Flow } from "../../blueprint";
import { FindStep } from "./find-step";
import { KeysHelp } from "./keys-help";

export interface ControlsProps {
  flow: Flow;
  mayEdit: boolean;
  tidying: boolean;
  finding: boolean;
  onFinding: (open: boolean) => void;
  onFind: (id: string, flowId: string) => void;
  /** Whether the layer with real conversations is shown. */
  traffic: boolean;
  onTraffic: () => void;
  onFit: () => void;
  onTidy: () => Promise<void>;
  onNote: () => void;
  onGroup: () => void;
  /** Opens the menu of the chosen things at a place of the window: for fingers, which have no second button. */
  onMenu: (x: number, y: number) => void;
  /** Whether the small map lies on the same edge. */
  mapped: boolean;
}

/** What is done to the canvas as a whole. */
export const CanvasControls = memo(function CanvasControls({ flow, mayEdit, tidying, finding, onFinding, onFind, traffic, onTraffic, onFit, onTidy, onNote, onGroup, onMenu, mapped }: ControlsProps) {
  const { t } = useTranslation("canvas");
  const { zoomIn, zoomOut } = useReactFlow();
  const empty = flow.nodes.length === 0;
  return (
    <Panel position="bottom-left" className={cn("m-3!", mapped ? "max-w-[calc(100%-12.5rem)]" : "max-w-[calc(100%-1.5rem)]")}>
      <div role="toolbar" aria-label={t("controls")} className="flex flex-wrap items-center gap-0.5 rounded-m border border-line bg-surface p-0.5 shadow-card">
        <IconButton size="icon-sm" label={t("zoom_out")} onClick={() => void zoomOut()}>
          <ZoomOut aria-hidden />
        </IconButton>
        <Zoom />
        <IconButton size="icon-sm" label={t("zoom_in")} onClick={() => void zoomIn()}>
          <ZoomIn aria-hidden />
        </IconButton>
        <IconButton size="icon-sm" label={t("fit")} shortcut="0" disabled={empty} onClick={onFit}>
          <Maximize aria-hidden />
        </IconButton>
        <FindStep flow={flow} open={finding} onOpenChange={onFinding} onFind={onFind} />
        <IconButton size="icon-sm" label={t("traffic.title")} aria-pressed={traffic} disabled={empty} onClick={onTraffic} className={traffic ? "bg-accent-soft text-accent" : ""}>
          <Footprints aria-hidden />
        </IconButton>
        {mayEdit && (
          <>
            <IconButton size="icon-sm" label={t("add_note")} shortcut="N" onClick={onNote}>
              <StickyNote aria-hidden />
            </IconButton>
            <IconButton size="icon-sm" label={t("add_group")} shortcut="B" onClick={onGroup}>
              <Group aria-hidden />
            </IconButton>
            <Button size="sm" variant="ghost" loading={tidying} disabled={empty} onClick={() => void onTidy()}>
              <WandSparkles aria-hidden />
              {t("tidy")}
            </Button>
          </>
        )}
        <IconButton
          size="icon-sm"
          label={t("menu")}
          aria-haspopup="menu"
          onClick={(event) => {
            const { left, top } = event.currentTarget.getBoundingClientRect();
            onMenu(left, top);
          }}
        >
          <Ellipsis aria-hidden />
        </IconButton>
        <KeysHelp mayEdit={mayEdit} />
      </div>
    </Panel>
  );
});

/** Apart, so that moving about draws nothing else anew. */
function Zoom() {
  const formats = useFormats();
  const { zoom } = useViewport();
  return <span className="w-11 text-center text-xs text-ink-2 tabular-nums max-sm:hidden">{formats.percent(zoom, 0)}</span>;
}
