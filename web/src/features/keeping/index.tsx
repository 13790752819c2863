import { lazy, Suspense } from "react";
import { loadTexts } from "@/app/i18n";
import type { Kept } from "./api";

export type { Kept } from "./api";

const Dialog = lazy(async () => ({ default: (await import("./save-template-dialog")).SaveTemplateDialog }));

const Banner = lazy(async () => {
  const [module] = await Promise.all([import("./newer-banner"), loadTexts("gallery")]);
  return { default: module.NewerBanner };
});

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

/** Says that the template that this was made of has a newer version; nothing at all where there is none. */
export function NewerBanner(props: { id: string; path: string; className?: string | undefined }) {
  return (
    <Suspense fallback={null}>
      <Banner {...props} />
    </Suspense>
  );
}
