import { describe, expect, it } from "vitest";
import { readBlueprint } from "../blueprint";
import { askingSteps } from "./asking-steps";

const node = (id: string, kind: string, data: object, name = "") => ({ id, kind, name, data });
const STORED = {
  flows: [
    {
      id: "main",
      nodes: [
        node("hello", "say", { text: { es: "Hola" } }),
        node("route", "decide", { by: "intent", branches: [{ id: "book", name: "Pedir cita" }, { id: "bill" }] }, "¿Qué necesita?"),
        node("known", "decide", { by: "conditions", branches: [{ id: "yes" }] }),
        node("answer", "ai_answer", { exits: [{ id: "person", name: "Una persona" }] }),
        node("quoted", "ai_answer", { style: "quote" }),
      ],
    },
    { id: "other", nodes: [node("answer", "ai_answer", {}, "Otro del mismo nombre"), node("faq", "knowledge_answer", {})] },
  ],
};

describe("the steps that ask a model", () => {
  it("are those that answer and those that choose, each id once, with their ways out", () => {
    expect(askingSteps(readBlueprint(STORED as never))).toEqual([
      {
        id: "route",
        name: "¿Qué necesita?",
        chooses: true,
        ways: [
          { value: "book", label: "Pedir cita (book)" },
          { value: "bill", label: "bill" },
          { value: "otherwise", label: "otherwise" },
        ],
      },
      { id: "answer", name: "answer", chooses: false, ways: [{ value: "person", label: "Una persona (person)" }] },
      { id: "faq", name: "faq", chooses: false, ways: [] },
    ]);
  });

  it("are none in a draft without any", () => {
    expect(askingSteps(readBlueprint({ flows: [] } as never))).toEqual([]);
  });
});
