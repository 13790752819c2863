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

/** For how many days what was said in calls is kept: as the plan allows, or less. */
export function KeepingCard({ found }: { found: Tagged<OrganizationDetails> }) {
  const { t } = useTranslation("settings");
  const formats = useFormats();
  const showError = useToastError();
  const change = useChangeOrganization();
  const { call_days: kept, most_call_days: most, can } = found.data;
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (kept === null ? "" : String(kept));
  const days = shown.trim() === "" ? null : Number(shown);
  const highest = most ?? 3650;
  const wrong = days !== null && !(Number.isInteger(days) && days >= 1 && days <= highest);
  const save = () =>
    change.mutate(
      { call_days: days, etag: found.etag },
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
      aria-label={t("keeping.title")}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) save();
      }}
    >
      <Card
        title={t("keeping.title")}
        description={t("keeping.detail")}
        footer={
          typed !== undefined &&
          days !== kept && (
            <Button type="submit" variant="primary" loading={change.isPending} disabled={wrong}>
              {t("save")}
            </Button>
          )
        }
      >
        <Field label={t("keeping.days")} help={most === null ? t("keeping.unlimited") : t("keeping.most", { count: most, shown: formats.number(most) })} error={wrong ? t("keeping.wrong", { most: formats.number(highest) }) : undefined}>
          <Input inputMode="numeric" className="max-w-40" readOnly={!can.includes("organization:update")} value={shown} placeholder={most === null ? t("keeping.always") : String(most)} onChange={({ target }) => setTyped(target.value)} />
        </Field>
      </Card>
    </form>
  );
}
