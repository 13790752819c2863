import { useInfiniteQuery } from "@tanstack/react-query";
import { Pencil, RotateCw, Trash2, UserPlus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { useFormats } from "@/lib/locale";
import { Avatar } from "@/ui/avatar";
import { Button, IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { ErrorState } from "@/ui/error-state";
import { LoadMore } from "@/ui/load-more";
import { Pill } from "@/ui/pill";
import { Section } from "@/ui/section-layout";
import { SkeletonText } from "@/ui/skeleton";
import { TimeAgo } from "@/ui/time-ago";
import { toast } from "@/ui/toast";
import { useToastError } from "@/ui/use-toast-error";
import { invitationsQuery, type Member, membersQuery, useMemberAct } from "./api";
import { RoleSheet } from "./role-sheet";

export function TeamPage() {
  const { t } = useTranslation("settings");
  const { membership } = useSession();
  const members = useInfiniteQuery(membersQuery);
  const mayManage = membership.permissions.includes("member:manage");
  const showError = useToastError();
  const act = useMemberAct();
  const [editing, setEditing] = useState<Member | "new">();
  const [removing, setRemoving] = useState<Member>();
  const nameOf = (member: Member | undefined) => member?.user.name || (member?.user.email ?? "");
  return (
    <Section
      title={t("sections.team")}
      description={t("about.team")}
      actions={
        mayManage && (
          <Button variant="primary" onClick={() => setEditing("new")}>
            <UserPlus aria-hidden />
            {t("team.invite")}
          </Button>
        )
      }
    >
      <Card flush>
        {members.isPending && <SkeletonText lines={4} className="p-4" />}
        {members.isError && <ErrorState compact error={members.error} onRetry={() => void members.refetch()} />}
        <ul className="empty:hidden">
          {members.data?.map((member) => (
            <li key={member.id} className="flex items-center gap-3 border-b border-line px-4 py-3 last:border-b-0">
              <Avatar name={nameOf(member)} size="md" />
              <div className="min-w-0 flex-1">
                <p className="truncate text-sm font-medium">
                  {nameOf(member)}
                  {member.is_you && <span className="font-normal text-ink-3"> · {t("team.you")}</span>}
                </p>
                <p className="truncate text-xs text-ink-3">{member.user.email}</p>
                <p className="mt-0.5 text-xs text-ink-2">
                  {member.last_acted_at ? (
                    <>
                      {t("team.last")} <TimeAgo value={member.last_acted_at} /> · {t("team.acts", { count: member.recent_acts })}
                    </>
                  ) : (
                    t("team.never")
                  )}
                </p>
              </div>
              <Pill>{t(`roles.${member.role}`)}</Pill>
              {mayManage && !member.is_you && member.can.includes("member:manage") && (
                <span className="flex">
                  <IconButton size="icon-sm" label={t("edit_named", { name: nameOf(member) })} onClick={() => setEditing(member)}>
                    <Pencil aria-hidden />
                  </IconButton>
                  <IconButton size="icon-sm" label={t("team.remove_named", { name: nameOf(member) })} onClick={() => setRemoving(member)}>
                    <Trash2 aria-hidden />
                  </IconButton>
                </span>
              )}
            </li>
          ))}
        </ul>
        <LoadMore query={members} className="m-3" />
      </Card>
      {mayManage && <Invitations />}
      {editing && <RoleSheet member={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />}
      <ConfirmDialog
        open={removing !== undefined}
        onOpenChange={(open) => !open && setRemoving(undefined)}
        title={t("team.remove_title", { name: nameOf(removing) })}
        action={t("team.remove")}
        destructive
        onConfirm={async () => {
          if (!removing) return;
          try {
            await act.mutateAsync({ what: "remove", id: removing.id });
            toast(t("team.removed", { name: nameOf(removing) }));
          } catch (error) {
            showError(error);
            throw error;
          }
        }}
      >
        {t("team.remove_detail")}
      </ConfirmDialog>
    </Section>
  );
}

function Invitations() {
  const { t } = useTranslation("settings");
  const formats = useFormats();
  const found = useInfiniteQuery(invitationsQuery);
  const showError = useToastError();
  const act = useMemberAct();
  const run = async (what: "resend" | "revoke", id: string, email: string) => {
    try {
      await act.mutateAsync({ what, id });
      toast(t(what === "resend" ? "team.sent" : "team.revoked", { email }));
    } catch (error) {
      showError(error);
    }
  };
  if (found.isError) return <ErrorState compact error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data || found.data.length === 0) return null;
  return (
    <Card title={t("team.invitations")} flush>
      <ul className="border-t border-line">
        {found.data.map((invitation) => (
          <li key={invitation.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0">
            <div className="min-w-40 flex-1">
              <p className="truncate text-sm font-medium">{invitation.email}</p>
              <p className="text-xs text-ink-3">{invitation.expired ? t("team.expired") : t("team.expires", { date: formats.date(invitation.expires_at) })}</p>
            </div>
            <Pill tone={invitation.expired ? "warn" : "neutral"}>{t(`roles.${invitation.role}`)}</Pill>
            <span className="flex">
              <IconButton size="icon-sm" label={t("team.resend", { email: invitation.email })} disabled={act.isPending} onClick={() => void run("resend", invitation.id, invitation.email)}>
                <RotateCw aria-hidden />
              </IconButton>
              <IconButton size="icon-sm" label={t("team.revoke", { email: invitation.email })} disabled={act.isPending} onClick={() => void run("revoke", invitation.id, invitation.email)}>
                <X aria-hidden />
              </IconButton>
            </span>
          </li>
        ))}
      </ul>
      <LoadMore query={found} className="m-3" />
    </Card>
  );
}
