/** How a question may be answered without typing: buttons, stars, numbers, a date, a file. */
import type { Choice, InputHint, Message } from "../chat/wire";
import { button, h, icon } from "./dom";
import type { Frame } from "./frame";
import { CLIP, STAR } from "./icons";

export interface Reply {
  readonly text: string;
  readonly choice_id?: string;
}

export interface PromptEar {
  reply(reply: Reply): void;
  pickFile(hint: InputHint): void;
}

/** Null when the question is answered by typing. */
export function prompt(frame: Frame, question: Message, ear: PromptEar): HTMLElement | null {
  const { choices, input } = question;
  if (choices.length) return input?.multiple ? several(frame, choices, ear) : one(frame, choices, ear);
  if (!input) return null;
  switch (input.type) {
    case "yes_no":
      return group(frame.texts.chooseAnswer, "choices", [frame.texts.yes, frame.texts.no].map((text) => choice(text, () => ear.reply({ text }))));
    case "rating":
      return rating(frame, input, ear);
    case "date":
    case "datetime":
      return date(frame, input.type === "datetime", ear);
    case "file":
      return group(frame.texts.chooseFile, "choices", [
        button("choice", { click: () => ear.pickFile(input) }, icon(CLIP), frame.texts.chooseFile),
      ]);
    default:
      return null;
  }
}

/** What helps an on-screen keyboard and the browser's own memory. Free text stays possible. */
export function keyboardFor(input: InputHint | null): { inputmode: string; autocomplete: string } {
  switch (input?.type) {
    case "email":
      return { inputmode: "email", autocomplete: "email" };
    case "phone":
      return { inputmode: "tel", autocomplete: "tel" };
    case "number":
      return { inputmode: "decimal", autocomplete: "off" };
    default:
      return { inputmode: "text", autocomplete: "off" };
  }
}

function group(label: string, kind: string, children: Node[]): HTMLElement {
  return h(`div.prompt.${kind}`, { role: "group", "aria-label": label }, ...children);
}

const choice = (label: string, chosen: () => void) => button("choice", { click: chosen, dir: "auto" }, label);

function one(frame: Frame, choices: readonly Choice[], ear: PromptEar): HTMLElement {
  return group(
    frame.texts.chooseAnswer,
    "choices",
    choices.map(({ id, label }) => choice(label, () => ear.reply({ text: label, choice_id: id }))),
  );
}

function several(frame: Frame, choices: readonly Choice[], ear: PromptEar): HTMLElement {
  const picked = new Set<string>();
  const confirm = button(
    "solid",
    {
      disabled: true,
      click: () => ear.reply({ text: choices.filter((one) => picked.has(one.id)).map((one) => one.label).join(", ") }),
    },
    frame.texts.confirm,
  );
  const toggles = choices.map(({ id, label }) => {
    const toggle = choice(label, () => {
      if (!picked.delete(id)) picked.add(id);
      toggle.setAttribute("aria-pressed", String(picked.has(id)));
      confirm.disabled = picked.size === 0;
    });
    toggle.setAttribute("aria-pressed", "false");
    return toggle;
  });
  return group(frame.texts.chooseAnswer, "choices", [...toggles, confirm]);
}

function rating(frame: Frame, input: InputHint, ear: PromptEar): HTMLElement {
  const most = Math.min(input.maximum ?? input.scale ?? 5, 10);
  const least = Math.max(input.minimum ?? (most > 5 ? 0 : 1), 0);
  const marks = Array.from({ length: Math.max(0, most - least + 1) }, (_, index) => least + index);
  const reply = (mark: number) => ear.reply({ text: String(mark) });
  if (most <= 5 && least === 1) return group(frame.texts.rate, "stars", [stars(frame, most, reply)]);
  return group(frame.texts.rate, "scale", [
    h(
      "div.marks", {},
      ...marks.map((mark) =>
        button("mark", { click: () => reply(mark), "aria-label": frame.texts.outOf(mark, most) }, String(mark)),
      ),
    ),
    h(
      "div.ends", { "aria-hidden": "true" },
      h("span", {}, input.low || frame.texts.least),
      h("span", {}, input.high || frame.texts.most),
    ),
  ]);
}

/** Stars fill up to the one under the pointer or keyboard, and stay at the one chosen. */
export function stars(frame: Frame, most: number, choose: (mark: number) => void): HTMLElement {
  let chosen = 0;
  const fill = (upTo: number): void => all.forEach((star, index) => star.classList.toggle("on", index < upTo));
  const all: HTMLButtonElement[] = Array.from({ length: most }, (_, index) => {
    const mark = index + 1;
    return button(
      "star",
      {
        "aria-label": frame.texts.outOf(mark, most),
        "aria-pressed": "false",
        pointerenter: () => fill(mark),
        pointerleave: () => fill(chosen),
        click: () => {
          chosen = mark;
          fill(mark);
          all.forEach((star, at) => star.setAttribute("aria-pressed", String(at === index)));
          choose(mark);
        },
      },
      icon(STAR),
    );
  });
  return h("div.row", {}, ...all);
}

function date(frame: Frame, timed: boolean, ear: PromptEar): HTMLElement {
  const label = timed ? frame.texts.dateTime : frame.texts.date;
  const field = h("input", { type: timed ? "datetime-local" : "date", "aria-label": label, required: true });
  const confirm = button("solid", { disabled: true, click: () => ear.reply({ text: field.value }) }, frame.texts.confirm);
  field.addEventListener("input", () => (confirm.disabled = field.value === ""));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && field.value) ear.reply({ text: field.value });
  });
  return group(frame.texts.chooseAnswer, "date", [field, confirm]);
}
