/** Every time zone with its distance from UTC now, for a list to choose from. */
export function timeZoneOptions(current: string, language: string): { value: string; label: string }[] {
  const names = new Set([current, ...Intl.supportedValuesOf("timeZone"), "UTC"].filter(Boolean));
  return [...names].sort().map((value) => {
    let offset = "";
    try {
      const parts = new Intl.DateTimeFormat(language, { timeZone: value, timeZoneName: "longOffset" }).formatToParts();
      offset = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
    } catch {
      // A zone that this browser does not know is still offered by its name.
    }
    return { value, label: offset ? `${value.replaceAll("_", " ")} (${offset})` : value };
  });
}

export const localTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
