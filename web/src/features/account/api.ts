import { queryOptions } from "@tanstack/react-query";
import { auth } from "@/api/auth";

/** Of the person, not of an organization: kept when the organization is switched. */
export const authenticatorsQuery = queryOptions({ queryKey: ["session", "authenticators"], queryFn: auth.authenticators });
export const devicesQuery = queryOptions({ queryKey: ["session", "devices"], queryFn: auth.devices });
export const emailsQuery = queryOptions({ queryKey: ["session", "emails"], queryFn: auth.emails });
