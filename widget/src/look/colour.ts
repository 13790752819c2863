/** Colours made from one brand colour so that text on them, and they as text, can always be read. */

export type Rgb = readonly [number, number, number];

export interface Palette {
  /** Buttons and the visitor's own messages. */
  readonly fill: string;
  readonly onFill: string;
  /** The brand as text, icon or focus ring on the surface. */
  readonly ink: string;
  readonly soft: string;
}

const LEGIBLE = 4.5;
const VISIBLE = 3;
const NEARLY = 3.4;
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

/** `#rgb` or `#rrggbb`; anything else is null. */
export function readColour(text: string | null | undefined): Rgb | null {
  const digits = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(text?.trim() ?? "")?.[1];
  if (!digits) return null;
  const full = digits.length === 3 ? digits.replace(/./g, "$&$&") : digits;
  const number = parseInt(full, 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

export function writeColour(colour: Rgb): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG contrast, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

export function mix(one: Rgb, other: Rgb, share: number): Rgb {
  return one.map((part, index) => Math.round(part + ((other[index] ?? 0) - part) * share)) as unknown as Rgb;
}

/** The nearest colour on the way to white or black that reaches this contrast with the ground. */
function untilContrast(colour: Rgb, ground: Rgb, least: number): Rgb {
  const towards = luminance(ground) > 0.18 ? BLACK : WHITE;
  for (let step = 0; step <= 20; step += 1) {
    const tried = mix(colour, towards, step / 20);
    if (contrast(tried, ground) >= least) return tried;
  }
  return towards;
}

export function palette(brand: Rgb, surface: Rgb): Palette {
  const dark = luminance(surface) < 0.18;
  const visible = dark ? untilContrast(brand, surface, VISIBLE) : brand;
  // White reads well on most brands; a shade darker is a smaller change than black letters.
  const fill = contrast(visible, WHITE) > NEARLY ? untilContrast(visible, WHITE, LEGIBLE) : visible;
  const onFill = contrast(fill, WHITE) >= LEGIBLE ? WHITE : BLACK;
  const soft = mix(surface, brand, dark ? 0.2 : 0.1);
  return {
    fill: writeColour(fill),
    onFill: writeColour(onFill),
    // Held against the darker of the grounds it stands on, the soft one.
    ink: writeColour(untilContrast(brand, dark ? mix(soft, WHITE, 0.04) : mix(soft, BLACK, 0.04), LEGIBLE)),
    soft: writeColour(soft),
  };
}
