import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Sent } from "@/features/prompt-text";
import { useDebounced } from "@/lib/use-debounced";
import { ErrorState } from "@/ui/error-state";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import { Select } from "@/ui/select";
import { SkeletonText } from "@/ui/skeleton";
import { AgentPicker } from "./agent-picker";
import { type Content, previewQuery } from "./api";

/** What a model is really told: the persona, the business's facts and the rules of the house around the prompt. */
export function PreviewPanel({ name, content }: { name: string; content: Content }) {
  const { t } = useTranslation("prompts");
  const [agent, setAgent] = useState("");
  const [channel, setChannel] = useState<"chat" | "voice">("chat");
  const [message, setMessage] = useState<string>();
  const said = message ?? t("preview.message_example");
  const situation = useDebounced({ agent_id: agent || undefined, channel, message: said.trim() || "?" }, 400);
  const settled = useDebounced(content, 400);
  const found = useQuery(previewQuery(name, settled, situation));
  return (
    <div className="space-y-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <AgentPicker value={agent} onValueChange={setAgent} />
        <Field label={t("preview.channel")}>
          <Select label={t("preview.channel")} value={channel} onValueChange={setChannel} options={(["chat", "voice"] as const).map((value) => ({ value, label: t(`preview.channels.${value}`) }))} />
        </Field>
      </div>
      <Field label={t("preview.message")}>
        <Input value={said} maxLength={2_000} autoComplete="off" onChange={(event) => setMessage(event.target.value)} />
      </Field>
      {found.isPending && <SkeletonText lines={8} />}
      {found.isError && <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Sent preview={found.data} />}
    </div>
  );
}
