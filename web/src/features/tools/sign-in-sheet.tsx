import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Sheet } from "@/ui/dialog";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { SignInFields, typedCredentials } from "./sign-in-fields";
import { originsOf, type SharedKind, type SharedSignIn, useKeepSignIn } from "./sign-ins";

const KINDS = ["api_key", "query_key", "body_key", "bearer", "basic", "hmac", "oauth2"] as const;

/** A sign-in for several tools: what it is called, how it proves itself, and to whom its secret may go. */
export function SignInSheet({ known, origins = [], onKept, onClose }: { known?: SharedSignIn; origins?: string[]; onKept: (kept: SharedSignIn) => void; onClose: () => void }) {
  const { t } = useTranslation("tools");
  const textOf = useErrorText();
  const keep = useKeepSignIn();
  const [label, setLabel] = useState(known?.label ?? "");
  const [kind, setKind] = useState<SharedKind>(known?.kind ?? "bearer");
  const [credentials, setCredentials] = useState<Record<string, string>>(known?.credentials ?? {});
  const [hosts, setHosts] = useState(hostsOf(known, origins).join("\n"));
  const [test, setTest] = useState(known?.test_address ?? "");
  const error = keep.error ? textOf(keep.error) : undefined;
  const fields = keep.error instanceof ApiError ? keep.error.fields : [];
  const at = new Map(fields.map((one) => [one.field.replace(/^(origins)\.\d+$/, "$1"), one.detail ?? error?.title ?? ""]));
  const addresses = hosts.split(/\s+/).filter(Boolean);
  const save = () => keep.mutate({ known, label: label.trim(), kind, credentials: typedCredentials(kind, credentials), origins: addresses, test_address: test.trim() }, { onSuccess: onKept });
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={known ? known.label : t("shared.new")}
      description={t("shared.detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="sign-in" loading={keep.isPending} disabled={!label.trim() || addresses.length === 0}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        id="sign-in"
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {error && (
          <Callout tone="bad" live title={error.title}>
            {error.detail}
          </Callout>
        )}
        {known?.waiting && known.tools.length > 0 && <Callout tone="info">{t("shared.publishes", { names: known.tools.map((one) => one.label).join(", ") })}</Callout>}
        {known && !known.waiting && known.tools.length > 0 && <Callout tone="info">{t("shared.changes", { count: known.tools.length, names: known.tools.map((one) => one.label).join(", ") })}</Callout>}
        <Field label={t("shared.label")} help={t("shared.label_help")} error={at.get("label")}>
          <Input autoFocus={!known} value={label} maxLength={120} autoComplete="off" onChange={(event) => setLabel(event.target.value)} />
        </Field>
        <SignInFields
          tool={{ sign_in: known?.kind ?? "none", secrets: known?.secrets ?? [], secret_origin: "" }}
          kind={kind}
          credentials={credentials}
          onKind={(next) => {
            setKind(next as SharedKind);
            setCredentials({});
          }}
          onCredentials={setCredentials}
          errors={at}
          disabled={keep.isPending}
          kinds={KINDS}
        />
        <Field label={t("shared.hosts")} help={t("shared.hosts_help")} error={at.get("origins")}>
          <Textarea className="font-mono text-xs" rows={3} value={hosts} maxLength={10_000} spellCheck={false} placeholder="https://api.example.com" onChange={(event) => setHosts(event.target.value)} />
        </Field>
        <Field label={t("shared.test_address")} help={t("shared.test_address_help")} error={at.get("test_address")} optional>
          <Input className="font-mono text-xs" inputMode="url" value={test} maxLength={2_000} spellCheck={false} autoComplete="off" placeholder="https://api.example.com/me" onChange={(event) => setTest(event.target.value)} />
        </Field>
      </form>
    </Sheet>
  );
}

/** Where nobody has said yet, the hosts that its tools ask are proposed. */
const hostsOf = (known: SharedSignIn | undefined, origins: string[]): string[] => {
  if (!known) return origins;
  return known.origins.length > 0 ? known.origins : originsOf(known.tools.filter(({ host }) => host !== "").map(({ host }) => `https://${host}`));
};
