import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { AuthStep, FlowId } from "@/api/auth";
import { ApiError } from "@/api/errors";

const PAGES: Partial<Record<FlowId, "/verify" | "/two-step" | "/reset">> = {
  verify_email: "/verify",
  login_by_code: "/verify",
  mfa_authenticate: "/two-step",
  mfa_trust: "/two-step",
  password_reset_by_code: "/reset",
};

/** The address for which a code was asked, to say where it was sent; gone with the window. */
export const pendingEmail = {
  get: (): string => sessionStorage.getItem("centralita.email") ?? "",
  set: (email: string): void => sessionStorage.setItem("centralita.email", email),
};

/** Only paths of ours: an address from outside must not decide where somebody lands. */
export function safeNext(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}

/** Goes where a step of signing in leads: the next step, or in. */
export function useNextStep(): (step: AuthStep) => Promise<void> {
  const router = useRouter();
  const client = useQueryClient();
  const { next } = useSearch({ strict: false });
  return useCallback(
    async (step: AuthStep) => {
      if (step.authenticated) {
        client.removeQueries();
        router.history.push(safeNext(next));
        return;
      }
      const page = step.pending && PAGES[step.pending.id];
      if (!page) throw new ApiError({ status: 401, code: "step_unknown" });
      await router.navigate({ to: page, search: next ? { next } : {} });
    },
    [router, client, next],
  );
}
