import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus, Sparkles, Star, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { EmptyState } from "@/ui/empty-state";
import { Pill } from "@/ui/pill";
import { Section } from "@/ui/section-layout";
import { TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { AccountList, AccountRow } from "./account-list";
import { AccountSheet } from "./account-sheet";
import { type Account, accountsQuery, kindsQuery, useDeleteAccount, useMakeDefault, useTestAccount } from "./api";
import { TranslatorsSection } from "./translators-section";
import { VoiceSection } from "./voice/voice-section";

export function ProvidersPage() {
  const { membership } = useSession();
  return (
    <div className="space-y-10">
      <ModelSection />
      {membership.permissions.includes("voice_account:read") && <VoiceSection />}
      {membership.permissions.includes("agent:read") && <TranslatorsSection />}
    </div>
  );
}

function ModelSection() {
  const { t } = useTranslation("settings");
  const { membership } = useSession();
  const kinds = useQuery(kindsQuery);
  const accounts = useQuery(accountsQuery);
  const [editing, setEditing] = useState<Account | "new">();
  const mayManage = membership.permissions.includes("model_account:manage");
  const add = mayManage && (
    <Button variant="primary" disabled={!kinds.data} onClick={() => setEditing("new")}>
      <Plus aria-hidden />
      {t("providers.add")}
    </Button>
  );
  const empty = accounts.data?.length === 0;
  return (
    <Section title={t("providers.title")} description={t("about.providers")} actions={!empty && add}>
      {empty && <Callout tone="neutral">{t("providers.none_connected")}</Callout>}
      <AccountList accounts={accounts} kinds={kinds} empty={<EmptyState compact icon={<Sparkles aria-hidden />} title={t("providers.empty")} description={t("providers.empty_detail")} action={add} />}>
        {(account) => <ModelRow account={account} vendor={kinds.data?.find(({ kind }) => kind === account.kind)?.label ?? account.kind} onEdit={() => setEditing(account)} />}
      </AccountList>
      {editing && kinds.data && <AccountSheet kinds={kinds.data} accounts={accounts.data ?? []} account={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </Section>
  );
}

function ModelRow({ account, vendor, onEdit }: { account: Account; vendor: string; onEdit: () => void }) {
  const { t, i18n } = useTranslation("settings");
  const formats = useFormats();
  const showError = useToastError();
  const test = useTestAccount();
  const makeDefault = useMakeDefault();
  const remove = useDeleteAccount();
  const [asking, setAsking] = useState(false);
  const mayManage = account.can.includes("model_account:manage");
  const reason = (code: string) => t(i18n.exists(`settings:providers.reasons.${code}`) ? `providers.reasons.${code}` : "providers.reasons.other");
  const outcome = test.data;
  const code = outcome ? !outcome.ok && (outcome.code ?? "other") : account.last_error;
  return (
    <AccountRow
      label={account.label}
      health={account.health}
      badge={account.is_default && <Pill tone="accent">{t("providers.default")}</Pill>}
      facts={[vendor, account.default_model, account.last_checked_at && <TimeAgo value={account.last_checked_at} />]}
      good={outcome?.ok && t("providers.test_ok", { model: outcome.model, time: formats.milliseconds((outcome.seconds ?? 0) * 1000) })}
      bad={code && reason(code)}
      actions={
        mayManage && (
          <>
            <Button size="sm" loading={test.isPending} onClick={() => test.mutate(account.id, { onError: showError })}>
              {t("providers.test")}
            </Button>
            {!account.is_default && (
              <IconButton size="icon-sm" label={t("providers.make_default", { name: account.label })} onClick={() => makeDefault.mutate(account.id, { onError: showError })}>
                <Star aria-hidden />
              </IconButton>
            )}
            <IconButton size="icon-sm" label={t("edit_named", { name: account.label })} onClick={onEdit}>
              <Pencil aria-hidden />
            </IconButton>
            <IconButton size="icon-sm" label={t("delete_named", { name: account.label })} onClick={() => setAsking(true)}>
              <Trash2 aria-hidden />
            </IconButton>
          </>
        )
      }
    >
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("providers.delete_title", { name: account.label })}
        action={t("delete")}
        destructive
        onConfirm={async () => {
          try {
            await remove.mutateAsync(account.id);
            toast(t("providers.deleted", { name: account.label }));
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("providers.delete_detail")}
      </ConfirmDialog>
    </AccountRow>
  );
}
