import { expect, it } from "vitest";
import { tagsIn } from "./tags";

it("parts tags by commas, each once and none empty, as many and as long as the server takes", () => {
  expect(tagsIn(" summer, , prices ,summer,")).toEqual(["summer", "prices"]);
  expect(tagsIn("x".repeat(60))).toEqual(["x".repeat(40)]);
  expect(tagsIn(Array.from({ length: 30 }, (_, index) => `t${index}`).join())).toHaveLength(20);
});
