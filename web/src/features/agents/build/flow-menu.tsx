import { useParams } from "@tanstack/react-router";
import { Flag, LayoutTemplate, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { SaveTemplate } from "@/features/keeping";
import { Button, IconButton } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Dialog } from "@/ui/dialog";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "@/ui/dropdown-menu";
import { Field } from "@/ui/field";
import { Input } from "@/ui/input";
import type { Flow } from "../blueprint";
import { useEditor } from "./editor";
import { entryFlowOf, removeFlow, renameFlow, setEntryFlow } from "./flow";

export function FlowMenu({ flow, renaming, onRenaming, onRemoved }: { flow: Flow; renaming: boolean; onRenaming: (open: boolean) => void; onRemoved: () => void }) {
  const { t } = useTranslation("agents");
  const { blueprint, edit } = useEditor();
  const { agentId } = useParams({ from: "/app/agents/$agentId" });
  const { membership } = useSession();
  const [removing, setRemoving] = useState(false);
  const [keeping, setKeeping] = useState(false);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton size="icon-sm" label={t("actions_for", { name: flow.name || flow.id })}>
            <MoreHorizontal aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem icon={<Pencil aria-hidden />} onSelect={() => onRenaming(true)}>
            {t("build.rename_flow")}
          </DropdownMenuItem>
          {entryFlowOf(blueprint) !== flow.id && (
            <DropdownMenuItem icon={<Flag aria-hidden />} onSelect={() => edit((one) => setEntryFlow(one, flow.id))}>
              {t("build.make_entry_flow")}
            </DropdownMenuItem>
          )}
          {membership.permissions.includes("agent:create") && (
            <DropdownMenuItem icon={<LayoutTemplate aria-hidden />} onSelect={() => setKeeping(true)}>
              {t("template.open")}
            </DropdownMenuItem>
          )}
          {blueprint.flows.length > 1 && (
            <DropdownMenuItem destructive icon={<Trash2 aria-hidden />} onSelect={() => setRemoving(true)}>
              {t("build.remove_flow")}
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <Dialog
        open={renaming}
        onOpenChange={onRenaming}
        title={t("build.rename_flow")}
        footer={
          <Button variant="primary" onClick={() => onRenaming(false)}>
            {t("build.done")}
          </Button>
        }
      >
        <Field label={t("columns.name")}>
          <Input value={flow.name} maxLength={200} onChange={(event) => edit((one) => renameFlow(one, flow.id, event.target.value), `flow.${flow.id}`)} onKeyDown={(event) => event.key === "Enter" && onRenaming(false)} />
        </Field>
      </Dialog>
      {keeping && <SaveTemplate kept={{ holds: "flow", agent_id: agentId, flow_id: flow.id }} title={flow.name || flow.id} onClose={() => setKeeping(false)} />}
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        destructive
        title={t("build.remove_flow_title", { name: flow.name || flow.id })}
        action={t("steps.delete")}
        onConfirm={() => {
          edit((one) => removeFlow(one, flow.id));
          onRemoved();
        }}
      >
        {t("build.remove_flow_detail", { count: flow.nodes.length })}
      </ConfirmDialog>
    </>
  );
}
