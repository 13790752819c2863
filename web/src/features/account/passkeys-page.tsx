import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Fingerprint, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { auth, type Passkey } from "@/api/auth";
import { ReauthenticationStep, useReauthentication } from "@/features/auth";
import { createPasskey, passkeysSupported } from "@/lib/passkeys";
import { Button, IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Section } from "@/ui/section-layout";
import { SkeletonText } from "@/ui/skeleton";
import { Moment, TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { authenticatorsQuery } from "./api";

/** A name by which somebody recognises the device later. */
function deviceName(agent: string): string {
  return /iPhone|iPad|Android|Mac|Windows|Linux/.exec(agent)?.[0] ?? "Centralita";
}

export function PasskeysPage() {
  const { t } = useTranslation("account");
  const client = useQueryClient();
  const showError = useToastError();
  const again = useReauthentication();
  const found = useQuery(authenticatorsQuery);
  const [removing, setRemoving] = useState<Passkey>();
  const passkeys = found.data?.filter((one) => one.type === "webauthn") ?? [];
  const attempt = (work: () => Promise<unknown>) => void again.run(work).catch(showError);
  const refresh = () => client.invalidateQueries({ queryKey: authenticatorsQuery.queryKey });
  const add = () =>
    attempt(async () => {
      const credential = await createPasskey(await auth.newPasskeyOptions());
      if (!credential) return;
      await auth.addPasskey(deviceName(navigator.userAgent), credential);
      toast(t("passkeys.added"));
      await refresh();
    });
  const supported = passkeysSupported();
  const addButton = (
    <Button variant="primary" onClick={add} disabled={!supported}>
      <Plus aria-hidden />
      {t("passkeys.add")}
    </Button>
  );
  if (again.needed) {
    return (
      <Section title={t("passkeys.title")} description={t("passkeys.detail")}>
        <Card>
          <ReauthenticationStep {...again.needed} />
        </Card>
      </Section>
    );
  }
  return (
    <Section title={t("passkeys.title")} description={t("passkeys.detail")} actions={passkeys.length > 0 && addButton}>
      {!supported && <Callout tone="warn">{t("passkeys.unsupported")}</Callout>}
      <Card flush>
        {found.isPending && <SkeletonText className="p-4" />}
        {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} compact />}
        {found.isSuccess && passkeys.length === 0 && <EmptyState compact icon={<Fingerprint aria-hidden />} title={t("passkeys.none")} description={t("passkeys.none_detail")} action={addButton} />}
        <ul>
          {passkeys.map((one) => (
            <li key={one.id} className="flex items-center gap-3 border-b border-line px-4 py-3 last:border-b-0">
              <Fingerprint aria-hidden className="size-5 shrink-0 text-ink-3" />
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">{one.name}</p>
                <p className="text-xs text-ink-3">
                  {t("passkeys.created")} <Moment value={new Date(one.created_at * 1000)} show="date" />
                  {one.last_used_at && (
                    <>
                      {" · "}
                      {t("passkeys.used")} <TimeAgo value={new Date(one.last_used_at * 1000)} />
                    </>
                  )}
                </p>
              </div>
              <IconButton label={t("passkeys.remove", { name: one.name })} onClick={() => setRemoving(one)}>
                <Trash2 aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      </Card>
      <ConfirmDialog
        open={removing !== undefined}
        onOpenChange={(open) => !open && setRemoving(undefined)}
        title={t("passkeys.remove_title", { name: removing?.name ?? "" })}
        action={t("passkeys.remove_action")}
        destructive
        onConfirm={() => {
          const one = removing;
          if (one) attempt(async () => { await auth.removePasskeys([one.id]); await refresh(); });
        }}
      >
        {t("passkeys.remove_detail")}
      </ConfirmDialog>
    </Section>
  );
}
