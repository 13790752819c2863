import { describe, expect, it } from "vitest";
import { byCurrency } from "./by-currency";

const spent = (key: string, currency: string, micros: number) => ({ key, name: null, currency, micros });

describe("what was spent", () => {
  it("is shared out within its currency", () => {
    const told = byCurrency(
      [spent("llm", "USD", 750_000), spent("sms", "EUR", 40_000), spent("telephony", "USD", 250_000)],
      [
        { currency: "EUR", micros: 40_000 },
        { currency: "USD", micros: 1_000_000 },
      ],
    );
    expect(told.map(({ currency, parts }) => [currency, parts.map(({ item, share }) => [item.key, share])])).toEqual([
      ["EUR", [["sms", 1]]],
      [
        "USD",
        [
          ["llm", 0.75],
          ["telephony", 0.25],
        ],
      ],
    ]);
  });
  it("has no shares where as much was given back", () => {
    const [told] = byCurrency([spent("llm", "USD", 5), spent("other", "USD", -5)], [{ currency: "USD", micros: 0 }]);
    expect(told?.parts.map(({ share }) => share)).toEqual([0, 0]);
  });
});
