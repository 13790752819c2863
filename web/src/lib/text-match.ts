const fold = (value: string) => value.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * How well a query fits a text: 0 not at all, higher is better. Accents and case do not count;
 * letters may be skipped, but starts of words weigh more.
 */
export function matchScore(query: string, text: string): number {
  const wanted = fold(query).trim();
  if (!wanted) return 1;
  const given = fold(text);
  const at = given.indexOf(wanted);
  if (at === 0) return 100;
  if (at > 0) return /\s/.test(given[at - 1] ?? "") ? 80 : 50;
  let [position, score] = [0, 10];
  for (const letter of wanted) {
    const found = given.indexOf(letter, position);
    if (found < 0) return 0;
    if (found > position) score -= 1;
    position = found + 1;
  }
  return Math.max(1, score);
}
