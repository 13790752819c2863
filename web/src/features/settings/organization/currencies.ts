/** Every currency with its name and sign, the usual ones of the product's languages first. */
const USUAL = ["EUR", "USD", "GBP", "MXN", "ARS", "COP", "CLP", "PEN", "BRL"];

export function currencyOptions(current: string, language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([language], { type: "currency" });
  const codes = new Set([...USUAL, ...Intl.supportedValuesOf("currency"), current].filter(Boolean));
  return [...codes].map((value) => {
    const name = names.of(value) ?? value;
    return { value, label: name === value ? value : `${value} · ${name}` };
  });
}
