import { Check, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export interface SaveStateProps {
  state: "saved" | "unsaved" | "saving" | "offline" | "conflict" | "refused";
  /** What is said while it is so; `unsaved` also where two clash and where the server refuses. */
  saved: ReactNode;
  saving: ReactNode;
  offline: ReactNode;
  unsaved: ReactNode;
}

/** Whether what is edited has reached the server. */
export function SaveState({ state, saved, saving, offline, unsaved }: SaveStateProps) {
  return (
    <span role="status" className="flex items-center gap-1.5 text-xs text-ink-3 [&_svg]:size-3.5">
      {state === "saved" && (
        <>
          <Check aria-hidden />
          {saved}
        </>
      )}
      {(state === "saving" || state === "unsaved") && (
        <>
          <LoaderCircle aria-hidden className="animate-spin" />
          {saving}
        </>
      )}
      {state === "offline" && (
        <span className="flex items-center gap-1.5 text-warn">
          <CloudOff aria-hidden />
          {offline}
        </span>
      )}
      {(state === "conflict" || state === "refused") && (
        <span className="flex items-center gap-1.5 text-bad">
          <TriangleAlert aria-hidden />
          {unsaved}
        </span>
      )}
    </span>
  );
}
