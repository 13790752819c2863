import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type * as apiSchema from "@/api/generated/schema";
import { pagesQuery } from "@/api/pages";
import { useSession } from "@/api/session";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { Checkbox } from "@/ui/checkbox";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input, Textarea } from "@/ui/input";
import { LoadMore } from "@/ui/load-more";
import { PageBody, PageHeader } from "@/ui/page-header";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { industryNamesQuery, PURPOSES } from "../api";
import { savedTemplateQuery } from "../saved-api";
import { previewQuery, submissionsQuery, useSubmit } from "./api";
import { Findings } from "./findings";
import { InsideView } from "./inside";

const FORM_ID = "publish-template";
const NONE = "none" as const;
const schema = z.object({
  title: z.string().trim().min(1).max(120),
  summary: z.string().trim().max(500),
  industry: z.string(),
  public_name: z.string().trim().min(1).max(80),
  note: z.string().trim().max(500),
});
type Values = z.input<typeof schema>;
type Purpose = NonNullable<apiSchema.GallerySubmissionIn["purpose"]>;

const documentsQuery = pagesQuery<apiSchema.DocumentOut>(["knowledge", "documents", "to-publish"], "/knowledge/documents", { status: "ready" });

/** A saved template on its way to the gallery: how it is called there, what it takes along, and what is taken out of it. */
export function PublishPage() {
  const { t } = useTranslation("gallery");
  const { templateId } = useParams({ from: "/app/templates/$templateId/publish" });
  const saved = useQuery(savedTemplateQuery(templateId));
  const before = useQuery(submissionsQuery);
  if (saved.isError) return <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />;
  return (
    <>
      <PageHeader parent={<Link to="/templates">{t("templates:title")}</Link>} title={t("publish.title")} />
      <PageBody>
        {saved.data && before.data ? <Publishing template={saved.data} last={before.data.find((one) => one.saved_template === templateId)} /> : <SkeletonText lines={8} />}
      </PageBody>
    </>
  );
}

function Publishing({ template, last }: { template: apiSchema.SavedTemplateDetail; last: apiSchema.GallerySubmissionOut | undefined }) {
  const { t, i18n } = useTranslation(["gallery", "templates"]);
  const router = useRouter();
  const { organization, membership } = useSession();
  const industries = useQuery(industryNamesQuery).data ?? [];
  const agent = template.holds === "agent";
  // What a prompt or a tool is for is its author's to say; an agent and its flows know.
  const free = template.holds === "prompt" || template.holds === "tool";
  const [purpose, setPurpose] = useState<Purpose>(last?.purpose ?? "");
  const knows = agent && membership.permissions.includes("knowledge:read");
  const found = useInfiniteQuery({ ...documentsQuery, enabled: knows });
  const documents = (found.data ?? []).filter(({ format }) => format !== "faq" && format !== "facts");
  const [questions, setQuestions] = useState(last?.questions ?? false);
  // The next version takes along what the last one did, unless somebody says otherwise: leaving it out would take it away.
  const [picked, setChosen] = useState<string[]>();
  const before = documents.filter(({ title }) => last?.documents.includes(title)).map(({ id }) => id);
  const chosen = picked ?? before;
  const sought = picked === undefined && before.length < (last?.documents.length ?? 0) && found.hasNextPage && !found.isFetchingNextPage;
  const { fetchNextPage } = found;
  useEffect(() => {
    if (sought) void fetchNextPage();
  }, [sought, fetchNextPage]);
  const [looked, setLooked] = useState(false);
  const told = { questions, documents: chosen, purpose: free ? purpose : ("" as const) };
  const preview = useQuery(previewQuery(template.id, told));
  const secrets = preview.data?.findings.filter(({ written }) => written) ?? [];
  const others = preview.data?.findings.filter(({ written }) => !written) ?? [];
  const submit = useSubmit(template.id);
  const form = useZodForm(schema, {
    title: last?.title ?? template.title,
    summary: last?.summary ?? template.summary,
    industry: last?.industry || NONE,
    public_name: last?.public_name ?? organization.name,
    note: "",
  });
  const change = (act: () => void) => {
    act();
    setLooked(false);
  };
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(20rem,26rem)_minmax(0,1fr)]">
      <Card title={t("publish.how")} description={t("publish.how_detail")}>
        <Form
          id={FORM_ID}
          form={form}
          aria-label={t("publish.title")}
          onSubmit={async ({ industry, ...rest }) => {
            await submit.mutateAsync({ ...rest, ...told, industry: industry === NONE ? "" : industry });
            await router.navigate({ to: "/templates", search: agent ? {} : { kind: template.holds } });
          }}
        >
          <FormField<Values, "title"> name="title" label={t("publish.name")}>
            {(field) => <Input {...field} autoComplete="off" />}
          </FormField>
          <FormField<Values, "summary"> name="summary" label={t("publish.summary")} help={t("publish.summary_help")}>
            {(field) => <Textarea {...field} />}
          </FormField>
          <FormField<Values, "industry"> name="industry" label={t("publish.industry")}>
            {(field) => (
              <Select
                label={t("publish.industry")}
                value={field.value}
                onValueChange={field.onChange}
                onBlur={field.onBlur}
                options={[{ value: NONE, label: t("publish.no_industry") }, ...industries.map((one) => ({ value: one.key, label: one.name[i18n.language] ?? one.key }))]}
              />
            )}
          </FormField>
          {free && (
            <Field label={t("templates:purpose")}>
              <Select
                label={t("templates:purpose")}
                value={purpose || NONE}
                onValueChange={(next) => change(() => setPurpose(next === NONE ? "" : next))}
                options={[{ value: NONE as typeof NONE | Exclude<Purpose, ""> , label: t("templates:every_purpose") }, ...PURPOSES.map((value) => ({ value, label: t(`templates:purposes.${value}`) }))]}
              />
            </Field>
          )}
          <FormField<Values, "public_name"> name="public_name" label={t("publish.public_name")} help={t("publish.public_name_help")}>
            {(field) => <Input {...field} autoComplete="off" />}
          </FormField>
          <FormField<Values, "note"> name="note" label={t("publish.note")} help={t("publish.note_help")}>
            {(field) => <Textarea {...field} rows={2} />}
          </FormField>
          {agent && (
            <fieldset className="space-y-2">
              <legend className="mb-1 text-sm font-medium">{t("publish.along")}</legend>
              <p className="text-xs text-ink-2">{t("publish.along_detail")}</p>
              <Checkbox checked={questions} onCheckedChange={(on) => change(() => setQuestions(on))} label={t("publish.questions")} description={t("publish.questions_detail")} />
              <div className="max-h-80 space-y-2 overflow-y-auto empty:hidden">
                {documents.map((one) => (
                  <Checkbox
                    key={one.id}
                    checked={chosen.includes(one.id)}
                    disabled={chosen.length >= 10 && !chosen.includes(one.id)}
                    onCheckedChange={(on) => change(() => setChosen(on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id)))}
                    label={one.title}
                  />
                ))}
                <LoadMore query={found} />
              </div>
            </fieldset>
          )}
          <Checkbox checked={looked} disabled={!preview.data || secrets.length > 0} onCheckedChange={setLooked} label={t("publish.looked")} description={t("publish.looked_detail")} />
          <FormError />
          <div className="flex justify-end">
            <Button variant="primary" type="submit" disabled={!looked || preview.isFetching || secrets.length > 0} loading={submit.isPending}>
              {t("publish.do")}
            </Button>
          </div>
        </Form>
      </Card>
      <div className="min-w-0 space-y-5">
        {preview.isPending && <SkeletonText lines={8} />}
        {preview.isError && <ErrorState compact error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.data && (
          <>
            {secrets.length > 0 && (
              <Callout tone="bad" title={t("publish.secrets", { count: secrets.length })}>
                <p className="mb-2">{t("publish.secrets_detail")}</p>
                <Findings findings={secrets} />
              </Callout>
            )}
            <Card title={t("publish.taken_out")} description={t("publish.taken_out_detail")}>
              {others.length === 0 ? <p className="text-sm text-ink-2">{t("publish.nothing_out")}</p> : <Findings findings={others} />}
            </Card>
            <Card title={t("publish.inside")} description={t("publish.inside_detail")}>
              <InsideView inside={preview.data.inside} />
            </Card>
          </>
        )}
        {preview.data && preview.data.inside.tools.length > 0 && <Callout tone="info">{t("publish.sign_in")}</Callout>}
      </div>
    </div>
  );
}
