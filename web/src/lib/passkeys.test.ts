import { expect, it } from "vitest";
import { fromBase64Url, toBase64Url } from "./passkeys";

it("turns any bytes into text and back", () => {
  for (let length = 0; length < 40; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length * 11) % 256);
    const text = toBase64Url(bytes.buffer);
    expect(text).toMatch(/^[\w-]*$/);
    expect([...fromBase64Url(text)]).toEqual([...bytes]);
  }
});
