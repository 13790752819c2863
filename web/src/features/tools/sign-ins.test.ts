import { expect, test } from "vitest";
import { changed, freeLabel, originsOf, type SharedSignIn } from "./sign-ins";

const KNOWN: SharedSignIn = {
  id: "tsi_1",
  label: "Bookings",
  kind: "api_key",
  credentials: { header: "X-Key" },
  secrets: ["api_key"],
  origins: ["https://api.example.com"],
  waiting: false,
  test_address: "",
  verdict: "",
  tested_at: null,
  tools: [],
  revision: 1,
  created_at: "",
  updated_at: "",
  can: [],
};
const SAME = { label: "Bookings", kind: "api_key", credentials: { header: "X-Key" }, origins: ["https://api.example.com"], test_address: "" } as const;
const body = (patch: object) => changed(KNOWN, { ...SAME, credentials: { ...SAME.credentials }, origins: [...SAME.origins], ...patch });

test("what was not touched is not sent", () => {
  expect(body({})).toEqual({});
  expect(body({ label: "Diary" })).toEqual({ label: "Diary" });
});

test("a typed secret is sent with the rest of its form, and another kind with all of its own", () => {
  expect(body({ credentials: { header: "X-Key", api_key: "new" } })).toEqual({ credentials: { header: "X-Key", api_key: "new" } });
  expect(body({ kind: "bearer", credentials: { token: "new" } })).toEqual({ kind: "bearer", credentials: { token: "new" } });
  expect(body({ kind: "basic", credentials: {} })).toEqual({ kind: "basic", credentials: {} });
});

test("another host is a change", () => {
  expect(body({ origins: ["https://api.example.com", "https://b.example.com"] })).toEqual({ origins: ["https://api.example.com", "https://b.example.com"] });
});

test("a name that is taken gets a number", () => {
  expect(freeLabel("Diary", [KNOWN])).toBe("Diary");
  expect(freeLabel("Bookings", [KNOWN, { ...KNOWN, label: "Bookings (2)" }])).toBe("Bookings (3)");
});

test("of addresses their hosts are kept, each once, and none with an argument in it", () => {
  expect(originsOf(["https://API.example.com/slots/{day}", "https://api.example.com?x=1", "https://{host}/x", "", "nonsense"])).toEqual(["https://api.example.com"]);
});
