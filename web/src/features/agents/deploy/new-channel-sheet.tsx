import { Code, MessageCircle } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { ChoiceCards } from "@/ui/choice-cards";
import { Sheet } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { useToastError } from "@/ui/use-toast-error";
import { type Channel, useCreateChannel } from "./api";
import { OriginsField } from "./origins-field";

export function NewChannelSheet({ agentId, onClose }: { agentId: string; onClose: (made?: Channel) => void }) {
  const { t } = useTranslation("agents");
  const create = useCreateChannel();
  const showError = useToastError();
  const [kind, setKind] = useState<Channel["kind"]>("widget");
  const [name, setName] = useState(t("deploy.first_name"));
  const [origins, setOrigins] = useState<string[]>([]);
  const run = async () => {
    try {
      onClose(await create.mutateAsync({ name: name.trim(), kind, agent_id: agentId, origins }));
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("deploy.new")}
      description={t("deploy.new_detail")}
      footer={
        <>
          <Button onClick={() => onClose()}>{t("cancel")}</Button>
          <Button variant="primary" loading={create.isPending} disabled={!name.trim()} onClick={() => void run()}>
            {t("deploy.create")}
          </Button>
        </>
      }
    >
      <div className="space-y-5">
        <ChoiceCards
          label={t("deploy.kind")}
          value={kind}
          onValueChange={setKind}
          choices={[
            { value: "widget", label: t("deploy.kinds.widget"), description: t("deploy.kinds.widget_detail"), icon: <MessageCircle aria-hidden /> },
            { value: "api", label: t("deploy.kinds.api"), description: t("deploy.kinds.api_detail"), icon: <Code aria-hidden /> },
          ]}
        />
        <Field label={t("columns.name")}>
          <Input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        </Field>
        <OriginsField value={origins} disabled={false} onChange={setOrigins} />
      </div>
    </Sheet>
  );
}
