import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { NewerBanner } from "@/features/keeping";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { type SavedTemplate, savedTemplateQuery, useDeleteSaved } from "./saved-api";
import { MakeNamed, PutFlow } from "./use-saved";

const FORM_ID = "agent-from-saved";
/** What whoever uses it must be allowed to do. */
const NEEDS = { agent: "agent:create", flow: "agent:update", prompt: "prompt:manage", tool: "tool:manage" } as const;

/** A template of the organization's own: what it holds, and what to make of it. */
export function SavedSheet({ template, onClose }: { template: SavedTemplate; onClose: () => void }) {
  const { t } = useTranslation(["templates", "gallery"]);
  const showError = useToastError();
  const found = useQuery(savedTemplateQuery(template.id));
  const forget = useDeleteSaved();
  const { membership } = useSession();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const may = (permission: string) => template.can.includes(permission);
  const usable = may(NEEDS[template.holds]);
  const remove = async () => {
    try {
      await forget.mutateAsync(template.id);
      onClose();
    } catch (error) {
      showError(error);
      throw error;
    }
  };
  if (asking)
    return (
      <ConfirmDialog open onOpenChange={setAsking} title={t("saved.delete_title", { title: template.title })} action={t("saved.delete")} destructive onConfirm={remove}>
        {template.holds === "agent" ? t("saved.delete_detail") : t("kept.delete_detail")}
      </ConfirmDialog>
    );
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={template.title}
      description={template.summary}
      footer={
        <>
          {membership.permissions.includes("template:publish") && (
            <Button asChild>
              <Link to="/templates/$templateId/publish" params={{ templateId: template.id }}>
                {t("saved.publish")}
              </Link>
            </Button>
          )}
          {may("agent:delete") && <Button onClick={() => setAsking(true)}>{t("saved.delete")}</Button>}
          {usable && (
            <Button variant="primary" type="submit" form={FORM_ID} loading={busy}>
              {template.holds === "agent" ? t("use") : t("kept.use")}
            </Button>
          )}
        </>
      }
    >
      <div className="space-y-5 text-sm">
        {template.holds === "flow" && <NewerBanner id={template.id} path={`/saved-templates/${template.id}`} />}
        {!usable && <Callout>{t("gallery:may_not")}</Callout>}
        {usable && (template.holds === "flow" ? <PutFlow template={template} formId={FORM_ID} onBusy={setBusy} /> : <MakeNamed template={template} formId={FORM_ID} onBusy={setBusy} />)}
        {found.data?.signs_in && <p className="rounded-m bg-warn-soft px-3 py-2.5 text-warn">{t("kept.signs_in")}</p>}
        {found.isPending && <SkeletonText lines={4} />}
        {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
        {found.data?.text && (
          <section>
            <h3 className="mb-1.5 font-semibold">{t("kept.text")}</h3>
            <p className="break-words whitespace-pre-wrap text-ink-2">
              {found.data.text}
            </p>
          </section>
        )}
        {found.data?.address && (
          <section>
            <h3 className="mb-1.5 font-semibold">{t("kept.address")}</h3>
            <p className="break-all text-ink-2">{found.data.address}</p>
          </section>
        )}
        {found.data && found.data.steps.length > 0 && (
          <section>
            <h3 className="mb-1.5 font-semibold">{template.holds === "agent" ? t("steps") : template.holds === "tool" ? t("kept.arguments") : t("kept.flow_steps")}</h3>
            <ul className="list-disc space-y-0.5 pl-5 text-ink-2">
              {found.data.steps.map((step, index) => (
                <li key={index}>{step}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Sheet>
  );
}
