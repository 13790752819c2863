import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import type { Tagged } from "@/api/client";
import { contrast } from "@/lib/contrast";
import { useFormats } from "@/lib/locale";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Segmented } from "@/ui/choice-cards";
import { Sheet } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input, Textarea } from "@/ui/input";
import { SkeletonText } from "@/ui/skeleton";
import { Switch } from "@/ui/switch";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { anyText, type Texts } from "../blueprint";
import { type Channel, channelQuery, useChangeChannel, type WidgetLook } from "./api";
import { OriginsField } from "./origins-field";
import { WidgetPreview } from "./widget-preview";

const HEX = /^#[0-9a-f]{6}$/i;
const HOUSE = "#0a756f";

/** Everything about a channel, with the widget drawn as it will look. */
export function ChannelSheet({ id, languages, greeting, onClose }: { id: string; languages: string[]; greeting: Texts; onClose: () => void }) {
  const { t } = useTranslation("agents");
  const found = useQuery({ ...channelQuery(id), staleTime: 0 });
  if (found.data && !found.isFetching) return <ChannelForm key={found.data.etag} loaded={found.data} languages={languages} agentGreeting={greeting} onClose={onClose} />;
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={t("deploy.edit")} width="lg">
      {found.isError ? <ErrorState compact error={found.error} onRetry={() => void found.refetch()} /> : <SkeletonText lines={6} />}
    </Sheet>
  );
}

function ChannelForm({ loaded, languages, agentGreeting, onClose }: { loaded: Tagged<Channel>; languages: string[]; agentGreeting: Texts; onClose: () => void }) {
  const { t } = useTranslation("agents");
  const { organization } = useSession();
  const channel = loaded.data;
  const change = useChangeChannel(channel.id);
  const showError = useToastError();
  const [name, setName] = useState(channel.name);
  const [origins, setOrigins] = useState(channel.origins);
  const [enabled, setEnabled] = useState(channel.enabled);
  const [look, setLook] = useState(channel.settings);
  const [language, setLanguage] = useState(languages[0] ?? "es");
  const mayEdit = channel.can.includes("channel:update");
  const widget = channel.kind === "widget";
  const color = look.color && HEX.test(look.color) ? look.color : (organization.brand.color ?? HOUSE);
  const save = async () => {
    try {
      await change.mutateAsync({ name: name.trim(), origins, enabled, settings: look, etag: loaded.etag });
      toast(t("deploy.saved", { name: name.trim() }));
      onClose();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={channel.name}
      width="lg"
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          {mayEdit && (
            <Button variant="primary" loading={change.isPending} disabled={!name.trim() || (look.color !== null && !HEX.test(look.color))} onClick={() => void save()}>
              {t("deploy.save")}
            </Button>
          )}
        </>
      }
    >
      <div className="space-y-5">
        <Field label={t("columns.name")}>
          <Input value={name} maxLength={120} readOnly={!mayEdit} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Switch label={t("deploy.enabled")} description={t("deploy.enabled_detail")} disabled={!mayEdit} checked={enabled} onCheckedChange={setEnabled} />
        <OriginsField value={origins} disabled={!mayEdit} onChange={setOrigins} />
        {widget && (
          <>
            <WidgetPreview look={look} color={color} name={organization.name} greeting={anyText(look.greeting, language) || anyText(agentGreeting, language) || t("deploy.greeting_default")} notice={anyText(look.ai_notice, language) || t("deploy.notice_default")} />
            <LookFields look={look} color={color} onChange={setLook} languages={languages} language={language} onLanguage={setLanguage} disabled={!mayEdit} />
          </>
        )}
      </div>
    </Sheet>
  );
}

interface LookProps {
  look: WidgetLook;
  color: string;
  onChange: (look: WidgetLook) => void;
  languages: string[];
  language: string;
  onLanguage: (language: string) => void;
  disabled: boolean;
}

function LookFields({ look, color, onChange, languages, language, onLanguage, disabled }: LookProps) {
  const { t } = useTranslation("agents");
  const formats = useFormats();
  const ratio = contrast(color, "#ffffff");
  const write = (field: "greeting" | "ai_notice", text: string) => {
    const others = Object.entries(look[field]).filter(([code]) => code !== language);
    onChange({ ...look, [field]: Object.fromEntries(text ? [...others, [language, text]] : others) });
  };
  return (
    <fieldset disabled={disabled} className="space-y-4">
      <legend className="mb-3 text-sm font-semibold">{t("deploy.look")}</legend>
      <div className="flex flex-wrap gap-4">
        <Field label={t("deploy.position")}>
          <Segmented
            label={t("deploy.position")}
            value={look.position}
            onValueChange={(position) => onChange({ ...look, position })}
            choices={[
              { value: "left", label: t("deploy.left") },
              { value: "right", label: t("deploy.right") },
            ]}
          />
        </Field>
        <Field label={t("deploy.theme")}>
          <Segmented
            label={t("deploy.theme")}
            value={look.theme}
            onValueChange={(theme) => onChange({ ...look, theme })}
            choices={[
              { value: "auto", label: t("deploy.themes.auto") },
              { value: "light", label: t("deploy.themes.light") },
              { value: "dark", label: t("deploy.themes.dark") },
            ]}
          />
        </Field>
      </div>
      <Field label={t("deploy.color")} help={t("deploy.color_help")} error={look.color !== null && !HEX.test(look.color) ? t("deploy.color_wrong") : undefined}>
        <div className="flex items-center gap-2">
          <input type="color" aria-label={t("deploy.pick_color")} value={color} onChange={(event) => onChange({ ...look, color: event.target.value })} className="h-8 w-10 shrink-0 cursor-pointer rounded-s border border-line-strong bg-surface p-0.5" />
          <Input className="max-w-32 font-mono text-xs" value={look.color ?? ""} placeholder={color} maxLength={7} onChange={(event) => onChange({ ...look, color: event.target.value.trim() || null })} />
        </div>
      </Field>
      {ratio < 3 && <Callout tone="warn">{t("deploy.contrast", { ratio: formats.number(ratio, 1) })}</Callout>}
      {languages.length > 1 && <Segmented label={t("form.language")} value={language} onValueChange={onLanguage} choices={languages.map((code) => ({ value: code, label: formats.languageName(code) }))} />}
      <Field label={t("deploy.greeting")} help={t("deploy.greeting_help")} optional>
        <Textarea rows={2} maxLength={500} value={look.greeting[language] ?? ""} onChange={(event) => write("greeting", event.target.value)} />
      </Field>
      <Field label={t("deploy.notice")} help={t("deploy.notice_help")} optional>
        <Textarea rows={2} maxLength={500} value={look.ai_notice[language] ?? ""} onChange={(event) => write("ai_notice", event.target.value)} />
      </Field>
      <Switch label={t("deploy.attachments")} description={t("deploy.attachments_detail")} checked={look.attachments} onCheckedChange={(attachments) => onChange({ ...look, attachments })} />
      <Switch label={t("deploy.calls")} description={t("deploy.calls_detail")} checked={look.calls} onCheckedChange={(calls) => onChange({ ...look, calls })} />
    </fieldset>
  );
}
