import { contrast, inkOn } from "@/lib/contrast";

/** The surfaces that buttons and marks stand on, and what WCAG 2.2 asks of parts of the interface (1.4.11). */
export const SURFACES = { light: "#ffffff", dark: "#1a1a18" } as const;
export const NEEDED = 3;
export type Surface = keyof typeof SURFACES;

export interface Readability {
  ratios: Record<Surface, number>;
  /** Where the colour is lost, if anywhere. */
  lost: Surface[];
  /** The ink on the colour, and how well it reads there. */
  ink: string;
  inkRatio: number;
  /** The nearest colour of the same hue that is seen in both themes. */
  suggestion: string | undefined;
}

/** `#rgb` and `#RRGGBB`, with or without the hash, as `#rrggbb`; undefined when it is no colour. */
export function hexOf(text: string): string | undefined {
  const digits = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(text.trim())?.[1]?.toLowerCase();
  if (!digits) return undefined;
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits}`;
}

export function readabilityOf(color: string): Readability {
  const ratios = { light: contrast(color, SURFACES.light), dark: contrast(color, SURFACES.dark) };
  const lost = (["light", "dark"] as const).filter((theme) => ratios[theme] < NEEDED);
  const ink = inkOn(color);
  return { ratios, lost, ink, inkRatio: contrast(color, ink), suggestion: lost.length > 0 ? nearest(color) : undefined };
}

const readable = (color: string): boolean => Object.values(SURFACES).every((surface) => contrast(color, surface) >= NEEDED);

function nearest(color: string): string | undefined {
  const [hue, saturation, lightness] = hslOf(color);
  for (let step = 1; step <= 100; step++) {
    for (const target of [lightness - step / 100, lightness + step / 100]) {
      if (target < 0 || target > 1) continue;
      const candidate = hexFrom(hue, saturation, target);
      if (readable(candidate)) return candidate;
    }
  }
  return undefined;
}

function hslOf(hex: string): [number, number, number] {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as [number, number, number];
  const [high, low] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const [lightness, spread] = [(high + low) / 2, high - low];
  if (spread === 0) return [0, 0, lightness];
  const sector = high === red ? ((green - blue) / spread + 6) % 6 : high === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
  return [sector / 6, spread / (1 - Math.abs(2 * lightness - 1)), lightness];
}

function hexFrom(hue: number, saturation: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const part = (offset: number) => {
    const at = (offset + hue * 12) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${part(0)}${part(8)}${part(4)}`;
}
