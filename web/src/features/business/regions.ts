import known from "./regions.json";

/** Countries whose public holidays the server knows, with the regions that have days of their own. */
const REGIONS: Record<string, Record<string, string>> = known;

interface Choice {
  value: string;
  label: string;
}

const byName = (language: string) => (one: Choice, other: Choice) => one.label.localeCompare(other.label, language);

export function countryOptions(language: string): Choice[] {
  const names = new Intl.DisplayNames([language], { type: "region" });
  return Object.keys(REGIONS)
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort(byName(language));
}

/** A region that is kept but not in the list is still shown by its code. */
export function regionOptions(country: string, current: string, language: string): Choice[] {
  const known = REGIONS[country] ?? {};
  const choices = Object.entries(known).map(([value, label]) => ({ value, label }));
  if (current && !(current in known)) choices.push({ value: current, label: current });
  return choices.sort(byName(language));
}
