import { useQuery } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { type SavedTemplate, savedTemplateQuery, useAgentFromSaved, useDeleteSaved } from "./saved-api";

const FORM_ID = "agent-from-saved";
const schema = z.object({ name: z.string().trim().min(1).max(120) });
type Values = z.input<typeof schema>;

/** A template of the organization's own: what it would make, and the name of the agent to make. */
export function SavedSheet({ template, onClose }: { template: SavedTemplate; onClose: () => void }) {
  const { t } = useTranslation("templates");
  const router = useRouter();
  const showError = useToastError();
  const found = useQuery(savedTemplateQuery(template.id));
  const make = useAgentFromSaved();
  const forget = useDeleteSaved();
  const { membership } = useSession();
  const [asking, setAsking] = useState(false);
  const form = useZodForm(schema, { name: template.title });
  const may = (permission: string) => template.can.includes(permission);
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
        {t("saved.delete_detail")}
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
          {may("agent:create") && (
            <Button variant="primary" type="submit" form={FORM_ID} loading={make.isPending}>
              {t("use")}
            </Button>
          )}
        </>
      }
    >
      <div className="space-y-5 text-sm">
        {may("agent:create") && (
          <Form
            id={FORM_ID}
            form={form}
            aria-label={t("use")}
            onSubmit={async ({ name }) => {
              const agent = await make.mutateAsync({ id: template.id, name });
              await router.navigate({ to: "/agents/$agentId", params: { agentId: agent.id } });
            }}
          >
            <FormField<Values, "name"> name="name" label={t("saved.name")}>
              {(field) => <Input {...field} autoComplete="off" />}
            </FormField>
            <FormError />
          </Form>
        )}
        {found.isPending && <SkeletonText lines={4} />}
        {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
        {found.data && (
          <section>
            <h3 className="mb-1.5 font-semibold">{t("steps")}</h3>
            <ul className="list-disc space-y-0.5 pl-5 text-ink-2">
              {found.data.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Sheet>
  );
}
