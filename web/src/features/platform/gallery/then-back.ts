import { useRouter } from "@tanstack/react-router";
import { useToastError } from "@/ui/use-toast-error";

/** Does something and goes back to the list; what refuses is told, and the page stays. */
export function useThenBack() {
  const router = useRouter();
  const showError = useToastError();
  return async (act: () => Promise<unknown>): Promise<void> => {
    try {
      await act();
      await router.navigate({ to: "/platform/gallery" });
    } catch (error) {
      showError(error);
    }
  };
}
