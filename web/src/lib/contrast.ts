/** Relative luminance of a `#rrggbb` colour after WCAG 2; undefined when it is not one. */
export function luminance(hex: string): number | undefined {
  const match = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(hex.trim());
  if (!match) return undefined;
  const [red, green, blue] = match.slice(1).map((part) => {
    const value = Number.parseInt(part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one) ?? 0, luminance(other) ?? 0];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The ink, near-black or white, that reads better on a colour. */
export function inkOn(background: string): string {
  return contrast(background, "#ffffff") >= contrast(background, "#1c1b19") ? "#ffffff" : "#1c1b19";
}
