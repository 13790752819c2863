/** Longer words in strange letters, for seeing what does not fit: still readable, and never mistaken for a language. */
const LETTERS: Record<string, string> = { a: "á", e: "ë", i: "ï", o: "ö", u: "ü", A: "Å", E: "É", I: "Î", O: "Ø", U: "Û", n: "ñ", c: "ç", s: "š", y: "ý" };
/** Variables, tags, links to other texts and marks of emphasis stay as they are. */
const KEPT = /({{[^}]*}}|<[^>]*>|\$t\([^)]*\)|\*+)/;
const VOWEL = /[aeiouáéíóúü]/i;

/** The text about 40 % longer: vowels are what doubles, so that words grow as in a language of long words. */
export function pseudoText(text: string): string {
  return text
    .split(KEPT)
    .map((part, index) => (index % 2 === 1 ? part : [...part].map((letter) => (LETTERS[letter] ?? letter).repeat(VOWEL.test(letter) ? 2 : 1)).join("")))
    .join("");
}

export function pseudoTexts(texts: unknown): unknown {
  if (typeof texts === "string") return pseudoText(texts);
  if (Array.isArray(texts)) return texts.map(pseudoTexts);
  return Object.fromEntries(Object.entries(texts as object).map(([key, inner]) => [key, pseudoTexts(inner)]));
}
