import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { ApiError } from "@/api/errors";
import { activeSlug, meQuery } from "@/api/session";
import { useTheme } from "@/app/theme";
import { forgetOrganizationData } from "@/app/query-client";
import { Emblem } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { ErrorState, useErrorText } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";

interface Invited {
  organization: string;
  brand: { color: string | null; logo_url: string | null };
  role: string;
  email: string;
  inviter: string;
  state: "open" | "accepted" | "expired";
}

/** Where the link of an invitation leads, signed in or not. */
export function InvitationPage() {
  const { t } = useTranslation("onboarding");
  useTheme();
  const { token } = useParams({ from: "/invitations/$token" });
  const navigate = useNavigate();
  const client = useQueryClient();
  const textOf = useErrorText();
  const invited = useQuery({ queryKey: ["session", "invitation", token], queryFn: ({ signal }) => api.get<Invited>(`/invitations/${encodeURIComponent(token)}`, { signal }) });
  const me = useQuery({ ...meQuery, retry: false });
  const accept = useMutation({
    mutationFn: () => api.post<{ id: string }>(`/invitations/${encodeURIComponent(token)}/accept`),
    onSuccess: async ({ id }) => {
      await forgetOrganizationData();
      const fresh = await client.fetchQuery({ ...meQuery, staleTime: 0 });
      activeSlug.set(fresh.memberships.find(({ organization }) => organization.id === id)?.organization.slug ?? null);
      await navigate({ to: "/" });
    },
  });
  const next = `/invitations/${token}`;
  const signedOut = me.error instanceof ApiError && me.error.isUnauthenticated;
  const failed = accept.error ? textOf(accept.error) : undefined;
  return (
    <main id="main" className="dotted grid min-h-dvh place-items-center bg-sunken p-4">
      <div className="w-full max-w-md rounded-l border border-line bg-surface p-6 shadow-pop sm:p-8">
        {(invited.isPending || me.isPending) && <SkeletonText lines={4} />}
        {invited.isError && <ErrorState compact error={invited.error} onRetry={() => void invited.refetch()} />}
        {invited.data && !me.isPending && (
          <>
            <Emblem name={invited.data.organization} color={invited.data.brand.color} image={invited.data.brand.logo_url} size="lg" className="mb-5" />
            <h1 className="text-xl font-semibold tracking-[-0.02em]">{t("invitation.title", { organization: invited.data.organization })}</h1>
            {invited.data.state === "open" ? (
              <>
                <p className="mt-1.5 mb-5 text-sm text-ink-2">{t("invitation.detail", { inviter: invited.data.inviter, email: invited.data.email, role: t(`shell:roles.${invited.data.role}`) })}</p>
                {failed && (
                  <Callout tone="bad" live className="mb-4" title={failed.title}>
                    {failed.detail}
                  </Callout>
                )}
                {signedOut ? (
                  <div className="flex flex-wrap gap-2">
                    <Button asChild variant="primary" size="lg">
                      <Link to="/sign-up" search={{ next }}>
                        {t("invitation.sign_up")}
                      </Link>
                    </Button>
                    <Button asChild size="lg">
                      <Link to="/sign-in" search={{ next }}>
                        {t("invitation.sign_in")}
                      </Link>
                    </Button>
                  </div>
                ) : (
                  <Button variant="primary" size="lg" loading={accept.isPending} onClick={() => accept.mutate()}>
                    {t("invitation.accept")}
                  </Button>
                )}
              </>
            ) : (
              <>
                <p className="mt-1.5 mb-5 text-sm text-ink-2">{t(`invitation.${invited.data.state}`)}</p>
                <Button asChild size="lg">
                  <Link to="/">{t("invitation.home")}</Link>
                </Button>
              </>
            )}
          </>
        )}
      </div>
    </main>
  );
}
