import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import type { SignIn, Tool } from "./api";
import { SignInFields } from "./sign-in-fields";
import { SignInSheet } from "./sign-in-sheet";
import { SignInState } from "./sign-in-state";
import { originsOf, type SharedSignIn, signInsQuery, useShareSignIn } from "./sign-ins";

const OWN = "own";
const NEW = "new";

interface Props {
  tool: Tool;
  /** Where the tool leads, as it is being edited. */
  address: string;
  /** The shared one that is chosen; null for its own. */
  chosen: string | null;
  onChosen: (id: string | null) => void;
  kind: SignIn;
  credentials: Record<string, string>;
  onKind: (kind: SignIn) => void;
  onCredentials: (credentials: Record<string, string>) => void;
  errors: Map<string, string>;
  disabled: boolean;
  kinds?: readonly SignIn[];
  /** Whether something is not saved yet. */
  dirty: boolean;
}

/** By its own secret, or by one that other tools use, too. */
export function SignInChoice({ chosen, onChosen, address, dirty, ...own }: Props) {
  const { t } = useTranslation("tools");
  const known = useQuery(signInsQuery).data ?? [];
  const [making, setMaking] = useState(false);
  const [sharing, setSharing] = useState(false);
  const shared = known.find(({ id }) => id === chosen);
  const { tool, disabled } = own;
  return (
    <div className="space-y-4">
      <Field label={t("shared.whose")} className="max-w-96">
        <Select
          label={t("shared.whose")}
          disabled={disabled}
          value={chosen ?? OWN}
          onValueChange={(value) => (value === NEW ? setMaking(true) : onChosen(value === OWN ? null : value))}
          options={[{ value: OWN, label: t("shared.own") }, ...known.map(({ id, label }) => ({ value: id, label })), ...(disabled ? [] : [{ value: NEW, label: t("shared.make") }])]}
        />
      </Field>
      {chosen === null && <SignInFields {...own} />}
      {chosen === null && tool.secrets.length > 0 && tool.secret_origin.startsWith("http") && !disabled && !dirty && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-2">
          {t("shared.share_detail")}
          <Button size="sm" onClick={() => setSharing(true)}>
            {t("shared.share")}
          </Button>
        </p>
      )}
      {shared && <Chosen shared={shared} />}
      {making && (
        <SignInSheet
          origins={originsOf([address])}
          onKept={({ id }) => {
            onChosen(id);
            setMaking(false);
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {sharing && <ShareDialog tool={tool} onClose={() => setSharing(false)} />}
    </div>
  );
}

function Chosen({ shared }: { shared: SharedSignIn }) {
  const { t } = useTranslation("tools");
  return (
    <div className="space-y-1.5 rounded-m border border-line bg-sunken px-3 py-2.5 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <span>{t(`sign_in.kinds.${shared.kind}`)}</span>
        <SignInState shown={shared} />
      </p>
      <p className="text-xs break-words text-ink-2">{t("sign_in.origin", { origin: shared.origins.join(", ") })}</p>
      <p className="text-xs text-ink-2">{shared.tools.length > 0 ? t("shared.used", { count: shared.tools.length, names: shared.tools.map((one) => one.label).join(", ") }) : t("shared.unused")}</p>
      <Link to="/tools/sign-ins" className="text-xs underline underline-offset-2">
        {t("shared.open")}
      </Link>
    </div>
  );
}

function ShareDialog({ tool, onClose }: { tool: Tool; onClose: () => void }) {
  const { t } = useTranslation("tools");
  const share = useShareSignIn(tool.id);
  const showError = useToastError();
  const [label, setLabel] = useState("");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("shared.share")}
      description={t("shared.share_what")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="share-sign-in" loading={share.isPending} disabled={!label.trim()}>
            {t("shared.share")}
          </Button>
        </>
      }
    >
      <form
        id="share-sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          share.mutate(label.trim(), {
            onSuccess: ({ tools }) => {
              toast(t("shared.shared", { count: tools.length }));
              onClose();
            },
            onError: showError,
          });
        }}
      >
        <Field label={t("shared.label")} help={t("shared.label_help")}>
          <Input autoFocus value={label} maxLength={120} autoComplete="off" onChange={(event) => setLabel(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
