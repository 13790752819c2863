import { describe, expect, it } from "vitest";
import { faultIn, nextSpan, usualWeek, weekHasFault } from "./week";

describe("hours of a week", () => {
  it("offers a week without faults", () => {
    expect(weekHasFault(usualWeek("es"))).toBe(false);
    expect(usualWeek("en").saturday).toBeUndefined();
  });

  it("finds spans that overlap, whatever their order", () => {
    expect(faultIn([{ opens: "16:00", closes: "20:00" }, { opens: "09:00", closes: "14:00" }])).toBeUndefined();
    expect(faultIn([{ opens: "13:00", closes: "20:00" }, { opens: "09:00", closes: "14:00" }])).toBe("overlap");
  });

  it("lets only the last span run past midnight", () => {
    expect(faultIn([{ opens: "20:00", closes: "02:00" }])).toBeUndefined();
    expect(faultIn([{ opens: "20:00", closes: "02:00" }, { opens: "22:00", closes: "23:00" }])).toBe("overlap");
  });

  it("finds spans without an end, or of no length", () => {
    expect(faultIn([{ opens: "09:00", closes: "" }])).toBe("incomplete");
    expect(faultIn([{ opens: "09:00", closes: "09:00" }])).toBe("incomplete");
  });

  it("offers a further span after the last", () => {
    expect(nextSpan([{ opens: "09:00", closes: "14:00" }])).toEqual({ opens: "15:00", closes: "17:00" });
    expect(nextSpan([{ opens: "20:00", closes: "24:00" }])).toEqual({ opens: "22:00", closes: "24:00" });
  });
});
