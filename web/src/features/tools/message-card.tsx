import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/locale";
import { Callout } from "@/ui/callout";
import { Card } from "@/ui/card";
import { ChoiceCards } from "@/ui/choice-cards";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { type Definition, type Message, NO_MESSAGE, PART_MICROS, pluginsQuery } from "./api";

interface Props {
  definition: Definition;
  onChange: (definition: Definition) => void;
  errors: Map<string, string>;
  disabled: boolean;
}

/** To whom an e-mail or an SMS goes, and what it says. */
export function MessageCard({ definition, onChange, errors, disabled }: Props) {
  const { t } = useTranslation("tools");
  const formats = useFormats();
  const { request } = definition;
  const kind = request.kind === "sms" ? "sms" : "email";
  const message = request.message ?? NO_MESSAGE;
  const put = (patch: Partial<Message>) => onChange({ ...definition, request: { ...request, message: { ...message, ...patch } } });
  const price = (typed: string) => {
    const next = { ...message };
    delete next.part_micros;
    if (typed.trim() !== "") next.part_micros = Math.min(5e6, Math.max(0, Math.round(Number(typed) * 1e6)));
    onChange({ ...definition, request: { ...request, message: next } });
  };
  const mail = useQuery({ ...pluginsQuery, enabled: kind === "email" }).data;
  const choose = (to: Message["to"]) => {
    const parameters = to === "given" && !definition.parameters.properties?.to ? withRecipient(definition.parameters, t(`message.to_argument.${kind}`)) : definition.parameters;
    onChange({ ...definition, parameters, request: { ...request, message: { ...message, to } } });
  };
  return (
    <Card title={t(`message.title.${kind}`)} description={t(`message.detail.${kind}`)}>
      <div className="space-y-4">
        {mail && !mail.mail_leaves && <Callout tone="warn">{t("message.mail_stays")}</Callout>}
        {kind === "sms" && (
          <Field label={t("message.service")} help={t("message.service_help")} error={errors.get("request.address")}>
            <Input className="font-mono text-xs" inputMode="url" value={request.address} maxLength={2_000} disabled={disabled} spellCheck={false} autoComplete="off" onChange={(event) => onChange({ ...definition, request: { ...request, address: event.target.value } })} />
          </Field>
        )}
        <ChoiceCards
          label={t("message.recipient")}
          className="sm:grid-cols-3"
          value={message.to}
          onValueChange={choose}
          choices={(["contact", "fixed", "given"] as const).map((to) => ({ value: to, label: t(`message.to.${to}`), description: t(`message.to_detail.${to}`), disabled }))}
        />
        {message.to === "fixed" && (
          <Field label={t(`message.address.${kind}`)}>
            <Input className="font-mono text-xs" value={message.address} maxLength={254} disabled={disabled} autoComplete="off" spellCheck={false} onChange={(event) => put({ address: event.target.value })} />
          </Field>
        )}
        {message.to === "given" && (
          <Field label={t("message.allowed")} help={t(`message.allowed_help.${kind}`)}>
            <Textarea className="font-mono text-xs" rows={3} disabled={disabled} spellCheck={false} value={message.allowed.join("\n")} onChange={(event) => put({ allowed: event.target.value.split("\n").slice(0, 50) })} onBlur={() => put({ allowed: message.allowed.map((one) => one.trim()).filter(Boolean) })} />
          </Field>
        )}
        <Field label={t(`message.sender.${kind}`)} optional={kind === "email"}>
          <Input className="font-mono text-xs" value={message.sender} maxLength={254} disabled={disabled} autoComplete="off" spellCheck={false} onChange={(event) => put({ sender: event.target.value })} />
        </Field>
        {kind === "email" && (
          <Field label={t("message.subject")}>
            <Input value={message.subject} maxLength={200} disabled={disabled} onChange={(event) => put({ subject: event.target.value })} />
          </Field>
        )}
        <Field label={t("message.text")} help={t("message.text_help")}>
          <Textarea rows={6} value={message.text} maxLength={4_000} disabled={disabled} onChange={(event) => put({ text: event.target.value })} />
        </Field>
        {kind === "sms" && (
          <Field label={t("message.price")} help={t("message.price_help", { usual: formats.money(PART_MICROS, "USD") })} error={errors.get("request.message.part_micros")} optional>
            <Input type="number" inputMode="decimal" className="max-w-40" min={0} max={5} step="any" disabled={disabled} value={message.part_micros === undefined ? "" : message.part_micros / 1e6} placeholder={String(PART_MICROS / 1e6)} onChange={(event) => price(event.target.value)} />
          </Field>
        )}
        <p className="text-xs text-ink-2">{t("message.limits")}</p>
      </div>
    </Card>
  );
}

const withRecipient = (parameters: Definition["parameters"], description: string): Definition["parameters"] => ({
  ...parameters,
  properties: { ...parameters.properties, to: { type: "string", description } },
  required: [...new Set([...(parameters.required ?? []), "to"])],
});
