import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { AgentsPicker } from "@/features/agent-picker";
import { z } from "@/lib/schema";
import { Button } from "@/ui/button";
import { ChoiceCards } from "@/ui/choice-cards";
import { Sheet } from "@/ui/dialog";
import { Form, FormError, FormField, useZodForm } from "@/ui/form";
import { Input } from "@/ui/input";
import { toast } from "@/ui/toast";
import { type Member, ROLES, useMemberAct } from "./api";

const schema = z.object({ email: z.email(), role: z.enum(ROLES), agent_ids: z.array(z.string()) });
type Values = z.input<typeof schema>;

/** Whose agents are named one by one. */
const isBound = (role: string): role is "manager" | "viewer" => role === "manager" || role === "viewer";

/** Inviting somebody, and changing what a member may do, are the same few questions. */
export function RoleSheet({ member, onClose }: { member: Member | undefined; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const { membership } = useSession();
  const act = useMemberAct();
  const form = useZodForm(schema, { email: member?.user.email ?? "", role: member?.role ?? "manager", agent_ids: member?.agent_ids ?? [] });
  const role = form.watch("role");
  const title = member ? member.user.name || member.user.email : t("team.invite");
  const choices = ROLES.filter((one) => one !== "owner" || membership.permissions.includes("owner:manage")).map((value) => ({ value, label: t(`roles.${value}`), description: t(`role_detail.${value}`) }));
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={member ? member.user.email : t("team.invite_detail")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="role" loading={act.isPending}>
            {t(member ? "save" : "team.send")}
          </Button>
        </>
      }
    >
      <Form
        id="role"
        form={form}
        aria-label={title}
        onSubmit={async (values) => {
          const agent_ids = isBound(values.role) ? values.agent_ids : [];
          await act.mutateAsync(member ? { what: "change", id: member.id, role: values.role, agent_ids } : { what: "invite", ...values, agent_ids });
          toast(member ? t("saved") : t("team.sent", { email: values.email }));
          onClose();
        }}
      >
        {!member && (
          <FormField<Values, "email"> name="email" label={t("team.email")}>
            {(field) => <Input {...field} type="email" autoComplete="off" autoFocus placeholder="ana@example.com" />}
          </FormField>
        )}
        <FormField<Values, "role"> name="role" label={t("team.role")}>
          {(field) => <ChoiceCards label={t("team.role")} value={field.value} onValueChange={field.onChange} choices={choices} />}
        </FormField>
        {isBound(role) && (
          <FormField<Values, "agent_ids"> name="agent_ids" label={t("team.agents")} help={t(`team.agents_help.${role}`)} optional>
            {(field) => <AgentsPicker label={t("team.agents")} value={field.value} onValueChange={field.onChange} onBlur={field.onBlur} />}
          </FormField>
        )}
        <FormError />
      </Form>
    </Sheet>
  );
}
