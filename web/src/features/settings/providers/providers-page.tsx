import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus, Sparkles, Star, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Button, IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Pill } from "@/ui/pill";
import { Section } from "@/ui/section-layout";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { AccountSheet } from "./account-sheet";
import { type Account, accountsQuery, kindsQuery, useDeleteAccount, useMakeDefault, useTestAccount } from "./api";

const TONES = { unknown: "neutral", ok: "good", failing: "bad" } as const;

export function ProvidersPage() {
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
  const failed = accounts.error ?? kinds.error;
  const empty = accounts.data?.length === 0;
  return (
    <Section title={t("sections.providers")} description={t("about.providers")} actions={!empty && add}>
      {empty && <Callout tone="neutral">{t("providers.none_connected")}</Callout>}
      <Card flush>
        {failed ? (
          <ErrorState
            compact
            error={failed}
            onRetry={() => {
              void accounts.refetch();
              void kinds.refetch();
            }}
          />
        ) : accounts.isPending ? (
          <SkeletonText lines={4} className="p-4" />
        ) : empty ? (
          <EmptyState compact icon={<Sparkles aria-hidden />} title={t("providers.empty")} description={t("providers.empty_detail")} action={add} />
        ) : (
          <ul>
            {accounts.data?.map((account) => (
              <AccountRow key={account.id} account={account} vendor={kinds.data?.find(({ kind }) => kind === account.kind)?.label ?? account.kind} onEdit={() => setEditing(account)} />
            ))}
          </ul>
        )}
      </Card>
      {editing && kinds.data && <AccountSheet kinds={kinds.data} accounts={accounts.data ?? []} account={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </Section>
  );
}

function AccountRow({ account, vendor, onEdit }: { account: Account; vendor: string; onEdit: () => void }) {
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
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3 last:border-b-0">
      <div className="min-w-44 flex-1">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {account.label}
          {account.is_default && <Pill tone="accent">{t("providers.default")}</Pill>}
          <Pill tone={TONES[account.health]} dot>
            {t(`providers.health.${account.health}`)}
          </Pill>
        </p>
        <p className="text-xs text-ink-3">
          {[vendor, account.default_model].filter(Boolean).join(" · ")}
          {account.last_checked_at && (
            <>
              {" · "}
              <TimeAgo value={account.last_checked_at} />
            </>
          )}
        </p>
        <p aria-live="polite" className="text-xs empty:hidden">
          {outcome?.ok && <span className="text-good">{t("providers.test_ok", { model: outcome.model, time: formats.milliseconds((outcome.seconds ?? 0) * 1000) })}</span>}
          {outcome && !outcome.ok && <span className="text-bad">{reason(outcome.code ?? "other")}</span>}
          {!outcome && account.last_error && <span className="text-bad">{reason(account.last_error)}</span>}
        </p>
      </div>
      {mayManage && (
        <div className="flex items-center gap-1">
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
        </div>
      )}
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
    </li>
  );
}
