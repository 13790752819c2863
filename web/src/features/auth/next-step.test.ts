import { expect, it } from "vitest";
import { safeNext } from "./next-step";

it.each([
  ["/agents?status=active", "/agents?status=active"],
  [undefined, "/"],
  ["", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
])("goes on from %s to %s", (next, place) => expect(safeNext(next)).toBe(place));
