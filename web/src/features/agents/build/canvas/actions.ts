import { createContext, useContext } from "react";
import type { Note, StepGroup } from "../../blueprint";

/** What notes and groups can do to themselves. The same object for as long as the canvas is there. */
export interface CanvasActions {
  mayEdit: () => boolean;
  putNote: (note: Note, key?: string) => void;
  putGroup: (group: StepGroup, key?: string) => void;
  /** Marks a comment as done, or as open again. */
  settle: (note: Note) => void;
  /** Opens the comments beside the flow, at one of them. */
  showComments: (note?: string) => void;
  /** Whose words one may write anew. */
  user: string;
}

export const CanvasActionsContext = createContext<CanvasActions>({ mayEdit: () => false, putNote: () => undefined, putGroup: () => undefined, settle: () => undefined, showComments: () => undefined, user: "" });
export const useCanvasActions = (): CanvasActions => useContext(CanvasActionsContext);
