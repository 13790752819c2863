import { type FitViewOptions, useReactFlow, useStoreApi } from "@xyflow/react";
import { type RefObject, useMemo, useRef } from "react";
import { useMedia } from "@/lib/use-media";
import type { Position } from "../../blueprint";
import type { Thing } from "./faces";
import { type Box, type Sizes, STEP_WIDTH } from "./places";
import { useStable } from "./use-things";

/** A couple of seconds of frames: a busy machine takes its time to draw. */
const TRIES = 120;
const EDGE = 48;

/** The smallest that the canvas is drawn. */
export const FARTHEST = 0.1;
/** From here on away, texts cannot be read: steps are drawn as plain boxes. */
export const FAR = 0.3;

/** Into sight beside the palette: everything, or what fits at a size that can still be read. */
export const fitOptions = (palette: number, minZoom: number): FitViewOptions => ({ padding: { top: `${EDGE}px`, right: `${EDGE}px`, bottom: "72px", left: `${palette + EDGE}px` }, minZoom, maxZoom: 1 });

export interface View {
  /** As the browser drew them. */
  sizes: () => Sizes;
  boxOf: (id: string) => Box | undefined;
  /** The middle of what is seen. */
  middle: () => Position;
  /** The thing that has the focus, or whose inside has. */
  focused: () => string | undefined;
  elementOf: (id: string) => HTMLElement | null;
  /** Whether a key or a command of the browser is meant for the canvas. */
  isHere: () => boolean;
  bring: (id: string, zoom?: number) => void;
  focus: (id: string) => void;
  focusInside: (id: string) => void;
  fit: () => void;
  zoom: (direction: 1 | -1) => void;
}

const OVER = "[role=dialog][data-state=open],[role=alertdialog][data-state=open],[role=menu][data-state=open]";

/** What is seen of the canvas, and what has the focus. The same functions throughout. */
export function useView(things: readonly Thing[], wrapper: RefObject<HTMLDivElement | null>): View {
  const rf = useReactFlow<Thing>();
  const store = useStoreApi();
  const calm = useMedia("(prefers-reduced-motion: reduce)");
  const duration = calm ? 0 : 160;

  const sizes = useStable((): Sizes => new Map(things.flatMap(({ id, measured }) => (measured?.width && measured.height ? [[id, { width: measured.width, height: measured.height }] as const] : []))));
  const boxOf = useStable((id: string): Box | undefined => {
    const thing = things.find((one) => one.id === id);
    return thing && { ...thing.position, width: thing.measured?.width ?? STEP_WIDTH, height: thing.measured?.height ?? 120 };
  });
  const middle = useStable((): Position => {
    const { width, height, transform } = store.getState();
    return { x: (width / 2 - transform[0]) / transform[2], y: (height / 2 - transform[1]) / transform[2] };
  });
  const focused = useStable(() => {
    const active = document.activeElement;
    return active instanceof HTMLElement && wrapper.current?.contains(active) ? active.closest<HTMLElement>(".react-flow__node")?.dataset.id : undefined;
  });
  const elementOf = useStable((id: string) => wrapper.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`) ?? null);
  const isHere = useStable(() => {
    const active = document.activeElement;
    if (document.querySelector(OVER)) return false;
    if (active === document.body || active === null) return true;
    return Boolean(wrapper.current?.contains(active)) && !/^(INPUT|TEXTAREA|SELECT)$/.test(active.tagName);
  });
  const moving = useRef(0);
  const paletteWidth = () => wrapper.current?.querySelector<HTMLElement>("[data-palette]")?.offsetWidth ?? 0;
  const bring = useStable((id: string, wanted?: number) => {
    const atLeast = wanted ?? 0.6;
    const box = boxOf(id);
    if (!box) return;
    const { width, height, transform } = store.getState();
    const [x, y, zoom] = transform;
    const [left, top] = [box.x * zoom + x, box.y * zoom + y];
    const room = paletteWidth();
    const seen = zoom >= Math.min(atLeast, 0.35) && left >= room && top >= 0 && left + box.width * zoom <= width && top + box.height * zoom <= height;
    const wantedZoom = Math.max(zoom, atLeast);
    // What a movement that is still on its way would leave in sight is not known yet.
    if (seen && performance.now() > moving.current) return;
    moving.current = performance.now() + duration + 50;
    void rf.setCenter(box.x + box.width / 2 - room / 2 / wantedZoom, box.y + box.height / 2, { zoom: wantedZoom, duration });
  });
  /** As soon as it is drawn, which may take a moment. */
  const whenDrawn = useStable((find: () => HTMLElement | null, then: (element: HTMLElement) => void) => {
    let tries = TRIES;
    const look = () => {
      const element = find();
      // Not measured yet, it is hidden and takes no focus.
      if (element && getComputedStyle(element).visibility !== "hidden") then(element);
      else if (tries-- > 0) requestAnimationFrame(look);
    };
    look();
  });
  const focus = useStable((id: string) => {
    bring(id);
    whenDrawn(
      () => elementOf(id),
      (element) => {
        bring(id);
        element.focus({ preventScroll: true });
      },
    );
  });
  const focusInside = useStable((id: string) => whenDrawn(() => elementOf(id)?.querySelector("textarea, input") ?? null, (element) => element.focus({ preventScroll: true })));
  const fit = useStable(() => void rf.fitView({ ...fitOptions(paletteWidth(), FARTHEST), duration }));
  const zoom = useStable((direction: 1 | -1) => void (direction > 0 ? rf.zoomIn({ duration }) : rf.zoomOut({ duration })));
  return useMemo(() => ({ sizes, boxOf, middle, focused, elementOf, isHere, bring, focus, focusInside, fit, zoom }), [sizes, boxOf, middle, focused, elementOf, isHere, bring, focus, focusInside, fit, zoom]);
}
