/** What the page's author asked for, read from the script tag. */
import { readColour, type Rgb } from "./look/colour";

export type Theme = "auto" | "light" | "dark";

export interface Embed {
  /** Where the chat lives: the origin that served this script. */
  readonly host: string;
  readonly key: string;
  readonly language: string | null;
  readonly position: "left" | "right" | null;
  readonly theme: Theme | null;
  /** Null: what the server says. Empty: none. */
  readonly greeting: string | null;
  readonly open: boolean;
  readonly color: Rgb | null;
  /** A selector: fill this element instead of floating in a corner. */
  readonly target: string | null;
  /** `page`: the element is the whole page, with a readable column. */
  readonly layout: "float" | "inline" | "page";
}

export type Dataset = Readonly<Record<string, string | undefined>>;

/** Null when the tag has no key or no address to derive the host from. */
export function readEmbed(source: string, data: Dataset): Embed | null {
  const key = data["key"]?.trim();
  if (!key || !URL.canParse(source)) return null;
  const target = data["target"]?.trim() ?? "";
  const pick = <T extends string>(allowed: readonly T[], value: string | undefined): T | null =>
    allowed.find((one) => one === value?.trim().toLowerCase()) ?? null;
  return {
    host: new URL(source).origin,
    key,
    language: data["language"]?.trim() ?? null,
    position: pick(["left", "right"], data["position"]),
    theme: pick(["auto", "light", "dark"], data["theme"]),
    greeting: data["greeting"]?.trim() ?? null,
    open: data["open"] !== undefined && data["open"] !== "false",
    color: readColour(data["color"]),
    target: target === "" ? null : target,
    layout: target === "" ? "float" : (pick(["page"], data["layout"]) ?? "inline"),
  };
}
