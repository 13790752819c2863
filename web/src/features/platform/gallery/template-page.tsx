import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { InsideView } from "@/features/templates";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/input";
import type { Reviewed, Shelved } from "./api";

/** One template: the way back, what it is and whose, what there is to say of it, all of it, and what can be done. */
export function TemplatePage({ one, whose, note, decision, children }: { one: Reviewed | Shelved; whose: ReactNode; note?: string; decision: ReactNode; children: ReactNode }) {
  const { t } = useTranslation("gallery");
  return (
    <div className="max-w-5xl space-y-5">
      <p className="text-sm">
        <Link to="/platform/gallery" className="text-accent hover:underline">
          ← {t("review.back")}
        </Link>
      </p>
      <div>
        <h2 className="text-md font-semibold break-words">
          {one.title} <span className="text-sm font-normal text-ink-3">{t("version", { number: one.version })}</span>
        </h2>
        <p className="text-sm text-ink-2">{whose}</p>
        {one.summary && <p className="mt-1 text-sm break-words">{one.summary}</p>}
        {note && <p className="mt-1 text-sm break-words text-ink-2">{note}</p>}
      </div>
      {children}
      <Card title={t("publish.inside")}>
        <InsideView inside={one.inside} />
      </Card>
      {decision}
    </div>
  );
}

/** What is decided with a reason, which its author reads. */
export function ReasonCard({ title, description, children }: { title: string; description: string; children: (reason: string) => ReactNode }) {
  const { t } = useTranslation("gallery");
  const [reason, setReason] = useState("");
  return (
    <Card title={title} description={description}>
      <Field label={t("review.reason")} help={t("review.reason_help")}>
        <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <div className="mt-3 flex flex-wrap justify-end gap-2">{children(reason.trim())}</div>
    </Card>
  );
}
