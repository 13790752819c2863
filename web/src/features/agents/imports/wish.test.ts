import { expect, test } from "vitest";
import type { FoundAgent } from "./api";
import { uploads, usual } from "./wish";

const one = { name: "Ada", language: "en", format: "vapi", kind: null, purpose: null } as FoundAgent;

test("what nobody chooses is as the file tells it, else as its platform and the organization have it", () => {
  expect(usual(one, "pt")).toEqual({ name: "Ada", language: "en", kind: "voice", purpose: "inbound" });
  expect(usual({ ...one, format: "dify", language: "" }, "pt")).toMatchObject({ kind: "chat", language: "pt" });
  expect(usual({ ...one, language: "de", kind: "both", purpose: "support" }, "fr")).toEqual({ name: "Ada", language: "es", kind: "both", purpose: "support" });
});

test("what came in at once is one line of the list", () => {
  const rows = [{ upload: "u", n: 1 }, { upload: null, n: 2 }, { upload: "u", n: 3 }, { upload: null, n: 4 }];
  expect(uploads(rows).map(({ upload, rows: own }) => [upload, own.map(({ n }) => n)])).toEqual([["u", [1, 3]], [null, [2]], [null, [4]]]);
});
