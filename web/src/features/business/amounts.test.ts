import { expect, it } from "vitest";
import { amountText, microsFrom } from "./amounts";

it("reads amounts with a comma or a point, and nothing else", () => {
  expect(microsFrom("45")).toBe(45_000_000);
  expect(microsFrom(" 45,50 ")).toBe(45_500_000);
  expect(microsFrom("19.99")).toBe(19_990_000);
  expect(microsFrom("")).toBeNull();
  expect(microsFrom("about 40")).toBeUndefined();
  expect(microsFrom("-3")).toBeUndefined();
});

it("writes amounts as the reader types them", () => {
  expect(amountText(45_000_000, "es")).toBe("45");
  expect(amountText(45_500_000, "es")).toBe("45,50");
  expect(amountText(45_500_000, "en")).toBe("45.50");
  expect(amountText(null, "en")).toBe("");
});
