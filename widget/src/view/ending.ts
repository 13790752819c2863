/** What stands at the end of a conversation: how it went, and the way to a new one. */
import { button, h } from "./dom";
import type { Frame } from "./frame";
import { stars } from "./prompt";

export interface EndingEar {
  rate(score: number, comment: string): Promise<void>;
  restart(): void;
}

export function ending(frame: Frame, askRating: boolean, thanked: boolean, ear: EndingEar): HTMLElement {
  const { texts } = frame;
  return h(
    "div.ending", {},
    h("p.over", {}, texts.ended),
    askRating && ratingForm(frame, ear),
    thanked && h("p.thanks", { role: "status" }, texts.thanks),
    button("outline", { click: () => ear.restart() }, texts.newChat),
  );
}

function ratingForm(frame: Frame, ear: EndingEar): HTMLElement {
  const { texts } = frame;
  let score = 0;
  const comment = h("textarea", { rows: 2, maxlength: 1000, "aria-label": texts.comment, placeholder: texts.comment });
  const problem = h("p.wrong", { role: "alert" });
  const submit = button(
    "solid",
    {
      click: () => {
        submit.disabled = true;
        problem.textContent = "";
        ear.rate(score, comment.value.trim()).catch(() => {
          submit.disabled = false;
          problem.textContent = texts.notSent;
        });
      },
    },
    texts.sendRating,
  );
  const more = h("div.more", { hidden: true }, comment, problem, submit);
  return h(
    "div.csat.prompt.stars", { role: "group", "aria-label": texts.howWasIt },
    h("p.question", {}, texts.howWasIt),
    stars(frame, 5, (mark) => {
      score = mark;
      more.hidden = false;
    }),
    more,
  );
}
