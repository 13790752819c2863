/** The languages that an agent may be given; those that the engine has sentences of its own for come first. */
export const SPOKEN = [
  ..."es en pt pt-BR fr de it ca gl eu nl pl ro sv da nb fi cs sk sl hr hu el bg uk ru".split(" "),
  ..."lt lv et tr ar he hi zh ja ko vi th id".split(" "),
];

const RIGHT_TO_LEFT = new Set(["ar", "he"]);

/** Which way texts in a language of an agent run. */
export const directionOf = (language: string): "ltr" | "rtl" => (RIGHT_TO_LEFT.has(language.split("-")[0] ?? "") ? "rtl" : "ltr");
