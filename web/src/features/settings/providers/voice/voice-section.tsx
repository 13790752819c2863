import { useQuery } from "@tanstack/react-query";
import { Eye, Pencil, PhoneCall, Plus, Unplug } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { Button, IconButton } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { EmptyState } from "@/ui/empty-state";
import { Section } from "@/ui/section-layout";
import { TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { AccountList, AccountRow } from "../account-list";
import { useDisconnectVoiceAccount, useTestVoiceAccount, type VoiceAccount, voiceAccountsQuery, voiceKindsQuery } from "./api";
import { VoiceAccountSheet } from "./voice-account-sheet";

/** The accounts that bring phone calls. */
export function VoiceSection() {
  const { t } = useTranslation("settings");
  const { membership } = useSession();
  const kinds = useQuery(voiceKindsQuery);
  const accounts = useQuery(voiceAccountsQuery);
  const [open, setOpen] = useState<VoiceAccount | "new">();
  const add = membership.permissions.includes("voice_account:manage") && (
    <Button disabled={!kinds.data} onClick={() => setOpen("new")}>
      <Plus aria-hidden />
      {t("voice.add")}
    </Button>
  );
  return (
    <Section title={t("voice.title")} description={t("voice.about")} actions={accounts.data?.length !== 0 && add}>
      <AccountList accounts={accounts} kinds={kinds} empty={<EmptyState compact icon={<PhoneCall aria-hidden />} title={t("voice.empty")} description={t("voice.empty_detail")} action={add} />}>
        {(account) => <VoiceRow account={account} platform={kinds.data?.find(({ kind }) => kind === account.kind)?.label ?? account.kind} onOpen={() => setOpen(account)} />}
      </AccountList>
      {open && kinds.data && <VoiceAccountSheet kinds={kinds.data} accounts={accounts.data ?? []} opened={open === "new" ? undefined : open} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

function VoiceRow({ account, platform, onOpen }: { account: VoiceAccount; platform: string; onOpen: () => void }) {
  const { t, i18n } = useTranslation("settings");
  const showError = useToastError();
  const test = useTestVoiceAccount();
  const disconnect = useDisconnectVoiceAccount();
  const [asking, setAsking] = useState(false);
  const mayManage = account.can.includes("voice_account:manage");
  const { label } = account;
  const outcome = test.data;
  const code = outcome ? !outcome.ok && (outcome.code ?? "other") : account.last_error;
  const works = () =>
    typeof outcome?.calls_now === "number" && account.calls_at_most !== null ? t("voice.test_ok_with_calls", { platform, now: outcome.calls_now, most: account.calls_at_most }) : t("voice.test_ok", { platform });
  return (
    <AccountRow
      label={label}
      health={account.health}
      facts={[
        platform === label ? "" : platform,
        account.workspace,
        account.last_heard_at ? (
          <>
            {t("voice.heard")} <TimeAgo value={account.last_heard_at} />
          </>
        ) : (
          t("voice.nothing_heard")
        ),
      ]}
      good={outcome?.ok && works()}
      bad={code && t(i18n.exists(`settings:voice.reasons.${code}`) ? `voice.reasons.${code}` : "voice.reasons.other")}
      actions={
        mayManage ? (
          <>
            <Button size="sm" loading={test.isPending} onClick={() => test.mutate(account.id, { onError: showError })}>
              {t("providers.test")}
            </Button>
            <IconButton size="icon-sm" label={t("edit_named", { name: label })} onClick={onOpen}>
              <Pencil aria-hidden />
            </IconButton>
            <IconButton size="icon-sm" label={t("voice.disconnect_named", { name: label })} onClick={() => setAsking(true)}>
              <Unplug aria-hidden />
            </IconButton>
          </>
        ) : (
          <IconButton size="icon-sm" label={t("voice.look_at", { name: label })} onClick={onOpen}>
            <Eye aria-hidden />
          </IconButton>
        )
      }
    >
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("voice.disconnect_title", { name: label })}
        action={t("voice.disconnect")}
        destructive
        onConfirm={async () => {
          try {
            await disconnect.mutateAsync(account.id);
            toast(t("voice.disconnected", { name: label }));
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("voice.disconnect_detail")}
      </ConfirmDialog>
    </AccountRow>
  );
}
