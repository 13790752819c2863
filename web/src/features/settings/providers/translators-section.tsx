import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Languages, Plus, Unplug } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { TranslatorKindOut, TranslatorList, TranslatorOut } from "@/api/generated/schema";
import type { Narrow } from "@/api/narrow";
import { useSession } from "@/api/session";
import { Button, IconButton } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Sheet } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Section } from "@/ui/section-layout";
import { Select } from "@/ui/select";
import { TimeAgo } from "@/ui/time-ago";
import { useToastError } from "@/ui/use-toast-error";
import { AccountList, AccountRow } from "./account-list";
import { AdvancedFields, CredentialFields, type Credentials, type CredentialsForm, KeysPage, typedInto, useFaults } from "./credential-fields";

type Kind = Narrow<TranslatorKindOut, { form: CredentialsForm }>;

const translatorsQuery = queryOptions({ queryKey: ["providers", "translators"], queryFn: ({ signal }) => api.get<TranslatorList>("/translators", { signal }) });
const accountsQuery = queryOptions({ ...translatorsQuery, select: (list: TranslatorList) => list.items });
const kindsQuery = queryOptions({ ...translatorsQuery, select: (list: TranslatorList) => list.kinds as Kind[] });

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: translatorsQuery.queryKey });
}

/** Services that translate agents' texts, beside the language model, which does so too. */
export function TranslatorsSection() {
  const { t } = useTranslation("settings");
  const { membership } = useSession();
  const kinds = useQuery(kindsQuery);
  const accounts = useQuery(accountsQuery);
  const [adding, setAdding] = useState(false);
  const mayManage = membership.permissions.includes("model_account:manage");
  const add = mayManage && (
    <Button disabled={!kinds.data} onClick={() => setAdding(true)}>
      <Plus aria-hidden />
      {t("translators.add")}
    </Button>
  );
  return (
    <Section title={t("translators.title")} description={t("translators.about")} actions={accounts.data?.length !== 0 && add}>
      <AccountList accounts={accounts} kinds={kinds} empty={<EmptyState compact icon={<Languages aria-hidden />} title={t("translators.empty")} description={t("translators.empty_detail")} action={add} />}>
        {(account) => <TranslatorRow account={account} vendor={kinds.data?.find(({ kind }) => kind === account.kind)?.label ?? account.kind} mayManage={mayManage} />}
      </AccountList>
      {adding && kinds.data && <TranslatorSheet kinds={kinds.data} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function TranslatorRow({ account, vendor, mayManage }: { account: TranslatorOut; vendor: string; mayManage: boolean }) {
  const { t, i18n } = useTranslation("settings");
  const showError = useToastError();
  const refresh = useRefresh();
  const test = useMutation({ mutationFn: () => api.post<TranslatorOut>(`/translators/${account.id}/test`), onSettled: refresh });
  const remove = useMutation({ mutationFn: () => api.delete<unknown>(`/translators/${account.id}`), onSuccess: refresh });
  const [asking, setAsking] = useState(false);
  const code = account.last_error;
  return (
    <AccountRow
      label={account.label}
      health={account.health}
      facts={[vendor === account.label ? "" : vendor, account.credentials.region, account.last_checked_at && <TimeAgo value={account.last_checked_at} />]}
      good={test.data?.health === "ok" && t("translators.test_ok")}
      bad={code && t(i18n.exists(`settings:translators.reasons.${code}`) ? `translators.reasons.${code}` : "translators.reasons.other")}
      actions={
        mayManage && (
          <>
            <Button size="sm" loading={test.isPending} onClick={() => test.mutate(undefined, { onError: showError })}>
              {t("providers.test")}
            </Button>
            <IconButton size="icon-sm" label={t("translators.remove_named", { name: account.label })} onClick={() => setAsking(true)}>
              <Unplug aria-hidden />
            </IconButton>
          </>
        )
      }
    >
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("translators.remove_title", { name: account.label })}
        action={t("translators.remove")}
        destructive
        onConfirm={async () => {
          try {
            await remove.mutateAsync();
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("translators.remove_detail")}
      </ConfirmDialog>
    </AccountRow>
  );
}

function TranslatorSheet({ kinds, onClose }: { kinds: Kind[]; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const refresh = useRefresh();
  const [kindName, setKindName] = useState(kinds[0]?.kind ?? "deepl");
  const [label, setLabel] = useState("");
  const [values, setValues] = useState<Credentials>({});
  const kind = kinds.find((one) => one.kind === kindName);
  const connect = useMutation({
    mutationFn: () => api.post<TranslatorOut>("/translators", { kind: kindName, label: label.trim() || (kind?.label ?? kindName), credentials: typedInto(kind?.form, values) }),
    onSuccess: async () => {
      await refresh();
      onClose();
    },
  });
  const { at: errors, whole } = useFaults(connect.error, kind?.form, ["label"]);
  const drawn = { form: kind?.form, value: values, onChange: setValues, secrets: undefined, errors };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    connect.mutate();
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("translators.add")}
      description={t("providers.form_detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="translator" loading={connect.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form id="translator" aria-label={t("translators.add")} className="space-y-4" onSubmit={submit}>
        {whole && <Callout tone="bad" live title={whole.title}>{whole.detail}</Callout>}
        <Field label={t("translators.kind")}>
          <Select label={t("translators.kind")} value={kindName} onValueChange={setKindName} options={kinds.map((one) => ({ value: one.kind, label: one.label }))} />
        </Field>
        <Field label={t("translators.label")} optional error={errors.get("label")}>
          <Input maxLength={120} placeholder={kind?.label} value={label} onChange={(event) => setLabel(event.target.value)} />
        </Field>
        <CredentialFields {...drawn} />
        <AdvancedFields {...drawn} />
        {kind && <KeysPage address={kind.keys_page} vendor={kind.label} />}
      </form>
    </Sheet>
  );
}
