import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type * as schema from "@/api/generated/schema";
import { pagesQuery } from "@/api/pages";

export const ROLES = ["owner", "admin", "manager", "viewer"] as const satisfies Role[];
export type Role = schema.Role;
/** `agent_ids`: which agents a manager looks after, and no others; of a viewer, those that they may look at. */
export type Member = schema.MemberOut;
export type Invitation = schema.InvitationOut;

export const membersQuery = pagesQuery<Member>(["members", "list"], "/members");
export const invitationsQuery = pagesQuery<Invitation>(["members", "invitations"], "/invitations");

export type MemberAct =
  | { what: "invite"; email: string; role: Role; agent_ids: string[] }
  | { what: "change"; id: string; role: Role; agent_ids: string[] }
  | { what: "remove" | "resend" | "revoke"; id: string };

function perform(act: MemberAct): Promise<unknown> {
  switch (act.what) {
    case "invite":
      return api.post("/invitations", { email: act.email, role: act.role, agent_ids: act.agent_ids });
    case "change":
      return api.patch(`/members/${act.id}`, { role: act.role, agent_ids: act.agent_ids });
    case "remove":
      return api.delete(`/members/${act.id}`);
    default:
      return api.post(`/invitations/${act.id}/${act.what}`);
  }
}

export function useMemberAct() {
  const client = useQueryClient();
  return useMutation({ mutationFn: perform, onSuccess: () => client.invalidateQueries({ queryKey: ["members"] }) });
}
