import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { ChoiceCards } from "@/ui/choice-cards";
import { Sheet } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { toast } from "@/ui/toast";
import { microsOf, typedOf } from "../../usage/amounts";
import { AdvancedFields, CredentialFields, type Credentials, KeysPage, typedInto, useFaults } from "../credential-fields";
import { useKeepVoiceAccount, type VoiceAccount, type VoiceKind } from "./api";
import { WebhookPart } from "./webhook-part";

const DEAREST = 100_000_000;

/** Connects an account; once it is connected the sheet stays, with the address that the platform needs. */
export function VoiceAccountSheet({ kinds, accounts, opened, onClose }: { kinds: VoiceKind[]; accounts: VoiceAccount[]; opened: VoiceAccount | undefined; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const formats = useFormats();
  // As it was when it was opened: somebody else's change meanwhile must not be overwritten unseen.
  const [account, setAccount] = useState(opened);
  const [kindName, setKindName] = useState(account?.kind ?? kinds[0]?.kind);
  const [label, setLabel] = useState(account?.label ?? "");
  const [price, setPrice] = useState(account?.minute_micros ? typedOf(account.minute_micros) : "");
  const minute = price.trim() ? microsOf(price) : null;
  const priceWrong = price.trim() !== "" && (minute === null || minute > DEAREST);
  const [values, setValues] = useState<Credentials>(account?.credentials ?? {});
  const keep = useKeepVoiceAccount();
  const kind = kinds.find((one) => one.kind === kindName);
  const { at: errors, whole } = useFaults(keep.error, kind?.form, ["label"]);
  const mayManage = !account || account.can.includes("voice_account:manage");
  const shown = account && (accounts.find(({ id }) => id === account.id) ?? account);
  const drawn = { form: kind?.form, value: values, onChange: setValues, secrets: account?.secrets, errors };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!kind || priceWrong) return;
    keep.mutate(
      { known: account, kind: kind.kind, label: label.trim() || kind.label, credentials: typedInto(kind.form, values), minute_micros: minute },
      {
        onSuccess: (kept) => {
          if (account) {
            toast(t("providers.saved"));
            return onClose();
          }
          setAccount(kept);
          setLabel(kept.label);
          setValues(kept.credentials);
        },
      },
    );
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={account ? account.label : t("voice.add")}
      description={kind?.keys_page ? t("providers.form_detail") : t("voice.no_key")}
      footer={
        mayManage && (
          <>
            <Button onClick={onClose}>{t(account ? "voice.close" : "cancel")}</Button>
            <Button variant="primary" type="submit" form="voice-account" loading={keep.isPending}>
              {t(account ? "save" : "voice.connect")}
            </Button>
          </>
        )
      }
    >
      <div className="space-y-6">
        {account && !opened && (
          <Callout tone="good" live>
            {t("voice.connected")}
          </Callout>
        )}
        {shown && <WebhookPart account={shown} platform={kind?.label ?? shown.kind} />}
        {mayManage && (
          <form id="voice-account" aria-label={t("voice.add")} className="space-y-4" onSubmit={submit}>
            {account ? (
              <h3 className="text-sm font-semibold">{t("voice.account")}</h3>
            ) : (
              <ChoiceCards
                label={t("voice.platform")}
                value={kindName ?? ""}
                onValueChange={(next) => {
                  setKindName(next);
                  setValues({}); // one platform's key is not shown to another
                  keep.reset();
                }}
                choices={kinds.map((one) => ({ value: one.kind, label: one.label, description: t(`voice.platforms.${one.kind}`) }))}
              />
            )}
            <CredentialFields {...drawn} />
            {kind?.keys_page && <KeysPage address={kind.keys_page} vendor={kind.label} />}
            <Field label={t("providers.label")} help={t("providers.label_help")} optional error={errors.get("label")}>
              <Input value={label} maxLength={120} placeholder={kind?.label} onChange={(event) => setLabel(event.target.value)} />
            </Field>
            {account && (
              <Field label={t("voice.minute", { currency: account.currency })} help={t("voice.minute_help", { price: formats.money(account.list_minute_micros, account.currency) })} optional error={priceWrong ? t("voice.minute_wrong") : undefined}>
                <Input inputMode="decimal" className="max-w-40" value={price} placeholder={typedOf(account.list_minute_micros)} onChange={(event) => setPrice(event.target.value)} />
              </Field>
            )}
            <AdvancedFields {...drawn} />
            {whole && (
              <Callout tone="bad" live title={whole.title}>
                {whole.detail}
              </Callout>
            )}
          </form>
        )}
      </div>
    </Sheet>
  );
}
