import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from "react";

/** Whether the comments are open beside the flow, at which one, and whether those that are done are shown. */
export interface Comments {
  shown: { note: string | undefined } | undefined;
  open: (note?: string) => void;
  close: () => void;
  showDone: boolean;
  setShowDone: (show: boolean) => void;
}

const CommentsContext = createContext<Comments>({ shown: undefined, open: () => undefined, close: () => undefined, showDone: false, setShowDone: () => undefined });
export const useComments = (): Comments => useContext(CommentsContext);

export function CommentsProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Comments["shown"]>();
  const [showDone, setShowDone] = useState(false);
  // Where one was when they opened: back there when they close.
  const before = useRef<Element | null>(null);
  const comments = useMemo(
    (): Comments => ({
      shown,
      open: (note) => {
        if (!shown) before.current = document.activeElement;
        setShown({ note });
      },
      close: () => {
        if (!shown) return;
        setShown(undefined);
        if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus({ preventScroll: true });
      },
      showDone,
      setShowDone,
    }),
    [shown, showDone],
  );
  return <CommentsContext value={comments}>{children}</CommentsContext>;
}
