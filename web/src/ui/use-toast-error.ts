import { useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { useErrorText } from "./error-state";
import { toast } from "./toast";

/** Shows a failed write as a toast: what happened and what to do. */
export function useToastError(): (error: unknown) => void {
  const textOf = useErrorText();
  // Tests show parts without a router.
  const router = useRouter({ warn: false }) as ReturnType<typeof useRouter> | undefined;
  return useCallback(
    (error: unknown) => {
      const { title, detail, way } = textOf(error);
      toast(title, { tone: "bad", detail, ...(way && router ? { action: { label: way.label, run: () => void router.navigate({ to: way.to }) } } : {}) });
    },
    [textOf, router],
  );
}
