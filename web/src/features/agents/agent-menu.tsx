import { useRouter } from "@tanstack/react-router";
import { Archive, ArchiveRestore, Copy, Ellipsis, FileDown, LayoutTemplate, Pause, Play, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { SaveTemplate } from "@/features/keeping";
import { IconButton } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { type AgentStatus, type AgentStep, type AgentSummary, useAgentStep, useDuplicateAgent } from "./api";

const ExportSheet = lazy(async () => ({ default: (await import("./imports")).ExportSheet }));

type Doable = Exclude<AgentStep, "publish">;
const ICONS = { pause: Pause, resume: Play, archive: Archive, restore: ArchiveRestore, delete: Trash2 } as const;
/** Which permission a step asks for. Whether somebody holds it comes with the agent. */
const NEEDS: Record<Doable, string> = { pause: "agent:publish", resume: "agent:publish", archive: "agent:delete", restore: "agent:delete", delete: "agent:delete" };
/** For lists whose rows do not carry their steps; the server has the last word. */
const STEPS: Record<AgentStatus, Doable[]> = { draft: ["archive", "delete"], active: ["pause", "archive"], paused: ["resume", "archive"], archived: ["restore", "delete"] };

export function AgentMenu({ agent, onDeleted }: { agent: AgentSummary; onDeleted?: () => void }) {
  const { t } = useTranslation("agents");
  const router = useRouter();
  const showError = useToastError();
  const takeStep = useAgentStep();
  const duplicate = useDuplicateAgent();
  const { membership } = useSession();
  const [keeping, setKeeping] = useState(false);
  const [exporting, setExporting] = useState(false);
  const [asking, setAsking] = useState<"archive" | "delete" | null>(null);
  const possible = agent.steps ?? STEPS[agent.status];
  const steps = (Object.keys(NEEDS) as Doable[]).filter((step) => possible.includes(step) && agent.can.includes(NEEDS[step]));

  const take = async (step: Doable) => {
    try {
      await takeStep.mutateAsync({ id: agent.id, step });
      toast(t(`steps.${step}_done`, { name: agent.name }), step === "archive" ? { action: { label: t("undo"), run: () => void take("restore") } } : {});
      if (step === "delete") onDeleted?.();
    } catch (error) {
      showError(error);
      throw error;
    }
  };
  const copy = async () => {
    try {
      const made = await duplicate.mutateAsync(agent.id);
      await router.navigate({ to: "/agents/$agentId", params: { agentId: made.id } });
      toast(t("steps.duplicate_done", { name: made.name }));
    } catch (error) {
      showError(error);
    }
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={t("actions_for", { name: agent.name })} size="icon-sm">
            <Ellipsis aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem icon={<Copy aria-hidden />} onSelect={() => void copy()}>
            {t("steps.duplicate")}
          </DropdownMenuItem>
          {membership.permissions.includes("agent:create") && (
            <DropdownMenuItem icon={<LayoutTemplate aria-hidden />} onSelect={() => setKeeping(true)}>
              {t("template.open")}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem icon={<FileDown aria-hidden />} onSelect={() => setExporting(true)}>
            {t("steps.export")}
          </DropdownMenuItem>
          {steps.map((step) => {
            const Icon = ICONS[step];
            const asks = step === "delete" || (step === "archive" && agent.status === "active");
            return (
              <div key={step}>
                {step === "delete" && <DropdownMenuSeparator />}
                <DropdownMenuItem icon={<Icon aria-hidden />} destructive={step === "delete"} onSelect={() => (asks ? setAsking(step === "delete" ? "delete" : "archive") : void take(step).catch(() => undefined))}>
                  {t(`steps.${step}`)}
                </DropdownMenuItem>
              </div>
            );
          })}
        </DropdownMenuContent>
      </DropdownMenu>
      {exporting && (
        <Suspense fallback={null}>
          <ExportSheet agent={agent} onClose={() => setExporting(false)} />
        </Suspense>
      )}
      {keeping && <SaveTemplate kept={{ holds: "agent", agent_id: agent.id }} title={agent.name} summary={agent.description} onClose={() => setKeeping(false)} />}
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={t(asking === "delete" ? "confirm.delete_title" : "confirm.archive_title", { name: agent.name })}
        action={t(asking === "delete" ? "steps.delete" : "steps.archive")}
        destructive
        onConfirm={() => asking && take(asking)}
      >
        {t(asking === "delete" ? "confirm.delete_detail" : "confirm.archive_detail")}
      </ConfirmDialog>
    </>
  );
}
