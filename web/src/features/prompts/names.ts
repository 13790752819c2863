export { shortName as promptName } from "@/lib/short-name";

/** A label as it is typed: what ends in - may go on. */
export const labelName = (text: string): string => text.toLowerCase().replace(/[^a-z0-9_-]+/g, "-").replace(/^[^a-z]+/, "").slice(0, 30);
