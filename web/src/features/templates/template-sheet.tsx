import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Segmented } from "@/ui/choice-cards";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { templateQuery, type TemplateSummary, useAgentFromTemplate } from "./api";

/** What a template would make, before it makes it. */
export function TemplateSheet({ template, onClose }: { template: TemplateSummary; onClose: () => void }) {
  const { t } = useTranslation("templates");
  const formats = useFormats();
  const router = useRouter();
  const showError = useToastError();
  const { membership, organization } = useSession();
  const [language, setLanguage] = useState(template.languages.includes(organization.language) ? organization.language : (template.languages[0] ?? "es"));
  const found = useQuery(templateQuery(template.key, language));
  const create = useAgentFromTemplate();
  const make = async () => {
    try {
      const agent = await create.mutateAsync({ template: found.data ?? template, language });
      await router.navigate({ to: "/agents/$agentId", params: { agentId: agent.id } });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={found.data?.title ?? template.title}
      description={found.data?.summary ?? template.summary}
      footer={
        membership.permissions.includes("agent:create") && (
          <Button variant="primary" loading={create.isPending} onClick={() => void make()}>
            {t("use")}
          </Button>
        )
      }
    >
      {template.languages.length > 1 && <Segmented label={t("language")} className="mb-5" value={language} onValueChange={setLanguage} choices={template.languages.map((value) => ({ value, label: formats.languageName(value) }))} />}
      {found.isPending && <SkeletonText lines={8} />}
      {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <div className="space-y-5 text-sm">
          <section>
            <h3 className="mb-1.5 font-semibold">{t("greeting")}</h3>
            <p className="rounded-m bg-sunken px-3 py-2.5 whitespace-pre-line">{found.data.greeting}</p>
          </section>
          <section>
            <h3 className="mb-1.5 font-semibold">{t("steps")}</h3>
            <ul className="list-disc space-y-0.5 pl-5 text-ink-2">
              {found.data.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ul>
          </section>
          {found.data.questions.length > 0 && (
            <section>
              <h3 className="mb-1.5 font-semibold">{t("questions")}</h3>
              <dl className="space-y-2">
                {found.data.questions.map(({ question, answer }) => (
                  <div key={question}>
                    <dt className="font-medium">{question}</dt>
                    <dd className="text-ink-2">{answer}</dd>
                  </div>
                ))}
              </dl>
            </section>
          )}
        </div>
      )}
    </Sheet>
  );
}
