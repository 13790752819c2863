import { useCallback } from "react";
import { useErrorText } from "./error-state";
import { toast } from "./toast";

/** Shows a failed write as a toast: what happened and what to do. */
export function useToastError(): (error: unknown) => void {
  const textOf = useErrorText();
  return useCallback(
    (error: unknown) => {
      const { title, detail } = textOf(error);
      toast(title, { tone: "bad", detail });
    },
    [textOf],
  );
}
