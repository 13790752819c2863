import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { CopyField } from "@/ui/copy-field";
import { useErrorText } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { type Chain, verdictQuery } from "./api";

/** Every entry carries a print of the one before it: walking them shows whether any was changed or taken out. */
export function VerificationCard({ chain }: { chain: Chain }) {
  const { t } = useTranslation("audit");
  const formats = useFormats();
  const textOf = useErrorText();
  const [anchor, setAnchor] = useState("");
  const found = useQuery(verdictQuery(chain, anchor.trim()));
  const verdict = found.isFetching ? undefined : found.data;
  const failed = !found.isFetching && found.error ? textOf(found.error) : undefined;
  const check = (event: FormEvent) => {
    event.preventDefault();
    void found.refetch();
  };
  return (
    <Card title={t("verify.title")} description={t("verify.detail")}>
      <form className="flex flex-wrap items-end gap-2" aria-label={t("verify.title")} onSubmit={check}>
        <Field label={t("verify.anchor")} optional className="min-w-56 flex-1">
          <Input className="font-mono text-xs" value={anchor} maxLength={90} spellCheck={false} autoComplete="off" placeholder="128.9f86d081884c…" onChange={(event) => setAnchor(event.target.value)} />
        </Field>
        <Button type="submit" loading={found.isFetching}>
          <ShieldCheck aria-hidden />
          {t("verify.run")}
        </Button>
      </form>
      <div aria-live="polite" className="mt-3 space-y-3 empty:mt-0">
        {failed && (
          <Callout tone="bad" title={failed.title}>
            {failed.detail}
          </Callout>
        )}
        {verdict?.holds && (
          <>
            <Callout tone="good" title={t("verify.holds", { count: verdict.entries, shown: formats.number(verdict.entries) })}>
              {anchor.trim() ? t("verify.anchor_found") : t("verify.holds_detail")}
            </Callout>
            <Field label={t("verify.new_anchor")} help={t("verify.new_anchor_help")}>
              <CopyField value={verdict.anchor} label={t("verify.new_anchor")} />
            </Field>
          </>
        )}
        {verdict && !verdict.holds && (
          <Callout tone="bad" title={verdict.broken_at === null ? t("verify.anchor_lost") : t("verify.broken", { number: formats.number(verdict.broken_at) })}>
            {t("verify.broken_detail")}
          </Callout>
        )}
      </div>
    </Card>
  );
}
