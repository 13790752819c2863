import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tagged } from "@/api/client";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type OrganizationDetails, useChangeOrganization } from "./api";

const LEAST = 5;
const MOST = 7 * 24 * 60;

/** After how many minutes a chat that nobody goes on with is over. */
export function IdleCard({ found }: { found: Tagged<OrganizationDetails> }) {
  const { t } = useTranslation("settings");
  const formats = useFormats();
  const showError = useToastError();
  const change = useChangeOrganization();
  const { chat_idle_minutes: kept, can } = found.data;
  const [typed, setTyped] = useState<string>();
  const minutes = typed === undefined ? kept : Number(typed);
  const wrong = !(Number.isInteger(minutes) && minutes >= LEAST && minutes <= MOST);
  const save = () =>
    change.mutate(
      { chat_idle_minutes: minutes, etag: found.etag },
      {
        onSuccess: () => {
          setTyped(undefined);
          toast(t("saved"));
        },
        onError: showError,
      },
    );
  return (
    <form
      aria-label={t("idle.title")}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) save();
      }}
    >
      <Card
        title={t("idle.title")}
        description={t("idle.detail")}
        footer={
          typed !== undefined &&
          minutes !== kept && (
            <Button type="submit" variant="primary" loading={change.isPending} disabled={wrong}>
              {t("save")}
            </Button>
          )
        }
      >
        <Field label={t("idle.minutes")} help={t("idle.help")} error={wrong ? t("idle.wrong", { least: formats.number(LEAST), most: formats.number(MOST) }) : undefined}>
          <Input inputMode="numeric" className="max-w-40" readOnly={!can.includes("organization:update")} value={typed ?? String(kept)} onChange={({ target }) => setTyped(target.value)} />
        </Field>
      </Card>
    </form>
  );
}
