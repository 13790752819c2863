/** A name that other things can call it by: letters without accents, digits and _. */
export const shortName = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "")
    .slice(0, 64);
