import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Checkbox } from "@/ui/checkbox";
import { Segmented } from "@/ui/choice-cards";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { SkeletonText } from "@/ui/skeleton";
import { useToastError } from "@/ui/use-toast-error";
import { type Template, templateQuery, type TemplateSummary, useAgentFromTemplate } from "./api";

/** What a template would make, before it makes it. */
export function TemplateSheet({ template, onClose }: { template: TemplateSummary; onClose: () => void }) {
  const { t } = useTranslation(["templates", "gallery"]);
  const formats = useFormats();
  const router = useRouter();
  const showError = useToastError();
  const { membership, organization } = useSession();
  const [language, setLanguage] = useState<string>(template.languages.find((one) => one === organization.language) ?? template.languages[0] ?? "es");
  const [others, setOthers] = useState<string[]>([]);
  const [samples, setSamples] = useState(false);
  const found = useQuery(templateQuery(template.key, language));
  const create = useAgentFromTemplate();
  const may = (permission: string) => membership.permissions.includes(permission);
  const make = async () => {
    try {
      const languages = [language, ...others.filter((one) => one !== language)];
      const agent = await create.mutateAsync({ template: found.data ?? template, languages, samples });
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
        may("agent:create") && (
          <Button variant="primary" loading={create.isPending} onClick={() => void make()}>
            {t("use")}
          </Button>
        )
      }
    >
      <div className="space-y-5 text-sm">
        {!may("agent:create") && <Callout>{t("gallery:may_not")}</Callout>}
        <div className="space-y-3">
          <Segmented label={t("language")} value={language} onValueChange={setLanguage} choices={template.languages.map((value) => ({ value: value as string, label: formats.languageName(value) }))} />
          {may("agent:create") &&
            template.languages
              .filter((one) => one !== language)
              .map((one) => <Checkbox key={one} checked={others.includes(one)} onCheckedChange={(on) => setOthers(on ? [...others, one] : others.filter((other) => other !== one))} label={t("also", { language: formats.languageWord(one) })} />)}
          {may("agent:create") && may("business:update") && <Checkbox checked={samples} onCheckedChange={setSamples} label={t("samples")} description={t("samples_detail")} />}
        </div>
        {found.isPending && <SkeletonText lines={8} />}
        {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
        {found.data && <Preview template={found.data} />}
      </div>
    </Sheet>
  );
}

function Preview({ template }: { template: Template }) {
  const { t } = useTranslation("templates");
  return (
    <>
      <Part title={t("greeting")}>
        <p className="rounded-m bg-sunken px-3 py-2.5 whitespace-pre-line">{template.greeting}</p>
      </Part>
      <Part title={t("persona")}>
        <p className="text-ink-2">{template.persona}</p>
      </Part>
      <Part title={t("steps")}>
        <ul className="list-disc space-y-0.5 pl-5 text-ink-2">
          {template.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      </Part>
      <Part title={t("scenarios")}>
        <ul className="space-y-2">
          {template.scenarios.map(({ name, says }) => (
            <li key={name} className="rounded-m border border-line px-3 py-2">
              <p className="font-medium">{name}</p>
              <p className="text-ink-2">{says.map((line) => t("line", { line })).join(" · ")}</p>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t("questions")}>
        <dl className="space-y-2">
          {template.questions.map(({ question, answer }) => (
            <div key={question}>
              <dt className="font-medium">{question}</dt>
              <dd className="text-ink-2">{answer}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title={t("document")}>
        <p className="text-ink-2">{template.document.title}</p>
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 font-semibold">{title}</h3>
      {children}
    </section>
  );
}
