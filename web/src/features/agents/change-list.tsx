import { lazy, Suspense } from "react";
import { loadTexts } from "@/app/i18n";
import { SkeletonText } from "@/ui/skeleton";
import type { Change } from "./api";

const Loaded = lazy(async () => {
  const [module] = await Promise.all([import("./differences"), loadTexts("differences", "agents")]);
  return { default: module.ChangeList };
});

/** What differs between two states of an agent; comes with its texts when there is something to compare. */
export function ChangeList({ changes }: { changes: Change[] }) {
  return (
    <Suspense fallback={<SkeletonText lines={Math.min(5, changes.length + 1)} />}>
      <Loaded changes={changes} />
    </Suspense>
  );
}
