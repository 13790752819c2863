import { lazy, Suspense } from "react";
import type { Kept } from "./api";

export type { Kept } from "./api";

const Dialog = lazy(async () => ({ default: (await import("./save-template-dialog")).SaveTemplateDialog }));

interface SaveTemplateProps {
  kept: Kept;
  title: string;
  summary?: string;
  onClose: () => void;
}

/** Asks how a template of this is called, and keeps it. */
export function SaveTemplate(props: SaveTemplateProps) {
  return (
    <Suspense fallback={null}>
      <Dialog {...props} />
    </Suspense>
  );
}
