import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Page } from "@/api/client";
import type * as schema from "@/api/generated/schema";

export const ROLES = ["owner", "admin", "manager", "viewer"] as const satisfies Role[];
export type Role = schema.Role;
/** `agent_ids`: which agents a manager looks after; none chosen means all. */
export type Member = schema.MemberOut;
export type Invitation = schema.InvitationOut;

const LIMIT = 100;

export const membersQuery = queryOptions({ queryKey: ["members", "list"], queryFn: async ({ signal }) => (await api.get<Page<Member>>("/members", { query: { limit: LIMIT }, signal })).items });
export const invitationsQuery = queryOptions({ queryKey: ["members", "invitations"], queryFn: async ({ signal }) => (await api.get<Page<Invitation>>("/invitations", { query: { limit: LIMIT }, signal })).items });

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
