import { expect, it } from "vitest";
import { contrast, inkOn } from "./contrast";
import { matchScore } from "./text-match";

it("finds words without their accents and with letters left out", () => {
  expect(matchScore("recepcion", "Recepción")).toBe(100);
  expect(matchScore("cita", "Recordatorio de cita")).toBe(80);
  expect(matchScore("rcp", "Recepción")).toBeGreaterThan(0);
  expect(matchScore("zz", "Recepción")).toBe(0);
  expect(matchScore("recep", "Recepción")).toBeGreaterThan(matchScore("recep", "La recepción"));
});

it("chooses the ink that reads better on a brand's colour", () => {
  expect(inkOn("#0b7a75")).toBe("#ffffff");
  expect(inkOn("#ffd400")).toBe("#1c1b19");
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});
