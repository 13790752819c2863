import { activeSlug } from "@/api/session";

/** Pages of a person or of the platform; all others belong to an organization. */
const OUTSIDE = /^\/(sign-in|sign-up|verify|forgot|reset|two-step|welcome|account|platform|invitations)(\/|$)/;

/**
 * Addresses read /o/<organization>/agents, so that a link opens in the organization that it was copied
 * from. Inside the application the same page is simply /agents.
 */
export const organizationInAddress = {
  input: ({ url }: { url: URL }): URL => {
    const match = /^\/o\/([^/]+)(\/.*)?$/.exec(url.pathname);
    if (!match) return url;
    activeSlug.set(decodeURIComponent(match[1] ?? ""));
    url.pathname = match[2] ?? "/";
    return url;
  },
  output: ({ url }: { url: URL }): URL => {
    const slug = activeSlug.get();
    if (!slug || OUTSIDE.test(url.pathname) || url.pathname.startsWith("/o/")) return url;
    url.pathname = `/o/${encodeURIComponent(slug)}${url.pathname === "/" ? "" : url.pathname}`;
    return url;
  },
};
