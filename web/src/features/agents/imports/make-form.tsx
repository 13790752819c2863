import { useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { type AgentImport, useMakeAgent } from "./api";
import { SPOKEN, usual } from "./wish";

const FORM_ID = "imported-agent";
const KINDS = ["chat", "voice", "both"] as const;
/** Knows its languages. */
const OWN = "centralita";

const schema = z.object({ name: z.string().trim().min(1).max(120), language: z.enum(SPOKEN), kind: z.enum(KINDS) });
type Values = z.input<typeof schema>;

/** The last choices before there is an agent. */
export function MakeForm({ one }: { one: AgentImport }) {
  const { t } = useTranslation("imports");
  const { t: words } = useTranslation("agents");
  const router = useRouter();
  const formats = useFormats();
  const { organization } = useSession();
  const make = useMakeAgent(one.id);
  const { name, language, kind, purpose } = usual(one, organization.language);
  const form = useZodForm(schema, { name, language, kind });
  return (
    <Card
      title={t("make.title")}
      description={t("make.detail")}
      footer={
        <Button variant="primary" type="submit" form={FORM_ID} loading={make.isPending}>
          {t("make.submit")}
        </Button>
      }
    >
      <Form
        id={FORM_ID}
        form={form}
        aria-label={t("make.title")}
        onSubmit={async (values) => {
          const { agent } = await make.mutateAsync({ ...values, purpose });
          if (agent) await router.navigate({ to: "/agents/$agentId/build", params: { agentId: agent.id } });
        }}
      >
        <div className="grid gap-4 sm:grid-cols-3">
          <FormField<Values, "name"> name="name" label={words("columns.name")}>
            {(field) => <Input {...field} autoComplete="off" />}
          </FormField>
          {one.format !== OWN && (
            <FormField<Values, "language"> name="language" label={t("make.language")}>
              {(field) => <Select label={t("make.language")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={SPOKEN.map((value) => ({ value, label: formats.languageName(value) }))} />}
            </FormField>
          )}
          <FormField<Values, "kind"> name="kind" label={words("columns.kind")}>
            {(field) => <Select label={words("columns.kind")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} options={KINDS.map((value) => ({ value, label: words(`kind.${value}`) }))} />}
          </FormField>
        </div>
        <FormError />
      </Form>
    </Card>
  );
}
