import { cloneElement, type FocusEvent, type PointerEvent, type ReactElement, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";

type Side = "top" | "right" | "bottom" | "left";
interface TriggerProps {
  "aria-describedby"?: string | undefined;
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: (event: PointerEvent<HTMLElement>) => void;
  onPointerDown?: (event: PointerEvent<HTMLElement>) => void;
  onFocus?: (event: FocusEvent<HTMLElement>) => void;
  onBlur?: (event: FocusEvent<HTMLElement>) => void;
}
export interface TooltipProps {
  text: ReactNode;
  shortcut?: ReactNode;
  side?: Side;
  /** Also read it aloud after the name; not for texts that are the name. */
  describes?: boolean;
  /** One element that takes pointer and focus handlers. */
  children: ReactElement<TriggerProps>;
}

const GAP = 6;
const EDGE = 8;
/** When a tooltip was last seen: moving along a row of buttons shows the next at once. */
let lastSeen = 0;
/** Focus that a closing menu gives back after a click is not somebody asking. */
let byKeyboard = false;
if (typeof document !== "undefined") {
  document.addEventListener("keydown", () => (byKeyboard = true), true);
  document.addEventListener("pointerdown", () => (byKeyboard = false), true);
}

/** A word about a thing when it is pointed at or focused. Esc takes it away; the pointer may rest on it. */
export function Tooltip({ text, shortcut, side = "top", describes = false, children }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!anchor) return;
    const close = (event: KeyboardEvent) => event.key === "Escape" && setAnchor(null);
    document.addEventListener("keydown", close, true);
    return () => {
      lastSeen = Date.now();
      document.removeEventListener("keydown", close, true);
    };
  }, [anchor]);
  if (!text) return children;

  const show = (element: HTMLElement, wait: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), Date.now() - lastSeen < 300 ? 0 : wait);
  };
  const hide = (wait = 0) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(null), wait);
  };
  const given = children.props;
  return (
    <>
      {cloneElement(children, {
        ...(describes && anchor ? { "aria-describedby": id } : {}),
        onPointerEnter: (event: PointerEvent<HTMLElement>) => {
          given.onPointerEnter?.(event);
          if (event.pointerType !== "touch") show(event.currentTarget, 400);
        },
        onPointerLeave: (event: PointerEvent<HTMLElement>) => {
          given.onPointerLeave?.(event);
          hide(80);
        },
        onPointerDown: (event: PointerEvent<HTMLElement>) => {
          given.onPointerDown?.(event);
          hide();
        },
        onFocus: (event: FocusEvent<HTMLElement>) => {
          given.onFocus?.(event);
          if (byKeyboard && event.currentTarget.matches(":focus-visible")) show(event.currentTarget, 0);
        },
        onBlur: (event: FocusEvent<HTMLElement>) => {
          given.onBlur?.(event);
          hide();
        },
      })}
      {anchor && (
        <Bubble id={id} anchor={anchor} side={side} onEnter={() => clearTimeout(timer.current)} onLeave={() => hide(80)}>
          {text}
          {shortcut && <span className="opacity-70">{shortcut}</span>}
        </Bubble>
      )}
    </>
  );
}

function Bubble({ id, anchor, side, onEnter, onLeave, children }: { id: string; anchor: HTMLElement; side: Side; onEnter: () => void; onLeave: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const bubble = ref.current;
    if (!bubble) return;
    const [box, own] = [anchor.getBoundingClientRect(), bubble.getBoundingClientRect()];
    const flat = side === "top" || side === "bottom";
    const above = side === "top" ? box.top - own.height - GAP >= EDGE : box.bottom + GAP + own.height > innerHeight - EDGE;
    const before = side === "left" ? box.left - own.width - GAP >= EDGE : box.right + GAP + own.width > innerWidth - EDGE;
    const left = flat ? box.left + (box.width - own.width) / 2 : before ? box.left - own.width - GAP : box.right + GAP;
    const top = flat ? (above ? box.top - own.height - GAP : box.bottom + GAP) : box.top + (box.height - own.height) / 2;
    bubble.style.left = `${Math.round(Math.max(EDGE, Math.min(left, innerWidth - own.width - EDGE)))}px`;
    bubble.style.top = `${Math.round(Math.max(EDGE, Math.min(top, innerHeight - own.height - EDGE)))}px`;
  }, [anchor, side]);
  return createPortal(
    <div ref={ref} id={id} role="tooltip" onPointerEnter={onEnter} onPointerLeave={onLeave} className="fixed top-0 left-0 z-50 flex max-w-72 animate-fade-in items-center gap-2 rounded-s bg-ink px-2 py-1 text-xs text-bg shadow-pop">
      {children}
    </div>,
    document.body,
  );
}
