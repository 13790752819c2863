import { expect, it } from "vitest";
import type { TemplateSummary } from "@/api/generated/schema";
import { inOrder } from "./starts";

const start = (key: string, industry: string): TemplateSummary => ({ key, industry, title: key, summary: "", agent_name: key, purpose: "inbound", kind: "chat", languages: ["es"], version: 1 });

it("puts what is for the business's own line first, and says so", () => {
  const all = [start("a", "hotel"), start("b", "dental_clinic"), start("c", "hotel"), start("d", "")];
  expect(inOrder(all, "dental_clinic").map(({ key, recommended }) => [key, recommended])).toEqual([["b", true], ["a", false], ["c", false], ["d", false]]);
  expect(inOrder(all, "hotel").map(({ key }) => key)).toEqual(["a", "c", "b", "d"]);
  // Nobody has said which it is: nothing is for it.
  for (const unknown of [undefined, ""]) expect(inOrder(all, unknown).some(({ recommended }) => recommended)).toBe(false);
});
