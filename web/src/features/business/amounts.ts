/** "45,50" or "45.50" as micro-units; null when nothing is written, undefined when it is no amount. */
export function microsFrom(text: string): number | null | undefined {
  const plain = text.trim().replace(/\s/g, "");
  if (plain === "") return null;
  if (!/^\d{1,9}([.,]\d{1,2})?$/.test(plain)) return undefined;
  return Math.round(Number(plain.replace(",", ".")) * 1e6);
}

/** Micro-units as they are typed: "45", or "45,50" where a comma is usual. */
export function amountText(micros: number | null, language: string): string {
  if (micros === null) return "";
  const digits = micros % 1e6 === 0 ? 0 : 2;
  return new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }).format(micros / 1e6);
}
