import { createContext, useContext } from "react";
import type { Note, StepGroup } from "../../blueprint";

/** What notes and groups can do to themselves. The same object for as long as the canvas is there. */
export interface CanvasActions {
  mayEdit: () => boolean;
  putNote: (note: Note, key?: string) => void;
  putGroup: (group: StepGroup, key?: string) => void;
}

export const CanvasActionsContext = createContext<CanvasActions>({ mayEdit: () => false, putNote: () => undefined, putGroup: () => undefined });
export const useCanvasActions = (): CanvasActions => useContext(CanvasActionsContext);
