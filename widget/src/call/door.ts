/** What the widget knows of its call, which is fetched only when somebody wants one. */
import type { Frame } from "../view/frame";

export interface CallScript {
  /** Puts a call in the chat's place, in whatever panel stands in the root, until it is left or the widget goes. */
  readonly ring: (frame: Frame, key: string, visitor: string, root: HTMLElement) => void;
}
