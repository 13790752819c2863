import type { TemplateSummary } from "@/api/generated/schema";

/** A template to begin from; recommended where it is for the business's own line. */
export type Start = TemplateSummary & { recommended: boolean };

/** Those of a line of business first, else as they come. */
export function inOrder(starts: readonly TemplateSummary[], industry: string | undefined): Start[] {
  const told = starts.map((one): Start => ({ ...one, recommended: Boolean(industry) && one.industry === industry }));
  return [...told.filter(({ recommended }) => recommended), ...told.filter(({ recommended }) => !recommended)];
}
