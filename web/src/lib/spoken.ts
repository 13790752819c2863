/** The languages that an agent may be given; those that the engine has sentences of its own for come first. */
export const SPOKEN = [
  ..."es en pt pt-BR fr de it ca gl eu nl pl ro sv da nb fi cs sk sl hr hu el bg uk ru".split(" "),
  ..."lt lv et tr ar he hi zh ja ko vi th id".split(" "),
];
