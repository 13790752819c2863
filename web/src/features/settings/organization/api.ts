import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Tagged } from "@/api/client";
import type { OrganizationOut } from "@/api/generated/schema";
import type { Narrow } from "@/api/narrow";
import { meQuery } from "@/api/session";
import type { Language } from "@/app/i18n";

export type TwoStep = "off" | "administrators";
export type OrganizationDetails = Narrow<OrganizationOut, { language: Language; two_step: TwoStep }>;
export type OrganizationChange = Partial<Pick<OrganizationDetails, "name" | "language" | "time_zone" | "currency" | "two_step" | "call_days" | "chat_idle_minutes"> & { color: string | null }>;

export const organizationQuery = queryOptions({
  queryKey: ["settings", "organization"],
  queryFn: ({ signal }): Promise<Tagged<OrganizationDetails>> => api.getTagged<OrganizationDetails>("/organization", { signal }),
});

/** Names, colours and zones of the organization are on every page: they follow at once. */
function useFollow() {
  const client = useQueryClient();
  return async (changed: Tagged<OrganizationDetails>) => {
    client.setQueryData(organizationQuery.queryKey, changed);
    await client.invalidateQueries({ queryKey: meQuery.queryKey });
  };
}

export function useChangeOrganization() {
  const onSuccess = useFollow();
  return useMutation({
    mutationFn: ({ etag, ...change }: OrganizationChange & { etag?: string | undefined }) => api.patchTagged<OrganizationDetails>("/organization", change, { ifMatch: etag }),
    onSuccess,
  });
}

export function useSetLogo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File | null) => {
      if (!file) return api.delete<OrganizationDetails>("/organization/logo");
      const body = new FormData();
      body.append("file", file);
      return api.post<OrganizationDetails>("/organization/logo", body);
    },
    // The logo has a revision of its own making: read the organization anew with its tag.
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: organizationQuery.queryKey }), client.invalidateQueries({ queryKey: meQuery.queryKey })]),
  });
}

export const leaveOrganization = () => api.post("/organization/leave");
export const deleteOrganization = (name: string) => api.post("/organization/delete", { name });
export const leaveAgency = () => api.post<OrganizationDetails>("/organization/leave-agency");
