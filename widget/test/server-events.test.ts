import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ServerEvent, ServerEventReader } from "../src/chat/server-events";

function readAll(pieces: readonly string[]): ServerEvent[] {
  const reader = new ServerEventReader();
  return pieces.flatMap((piece) => reader.read(piece));
}

const STREAM =
  "\uFEFFretry: 1000\r\n\r\n: ping\n\nid: 7\revent: message\rdata: {\"a\":1}\rdata:  two\r\revent: typing\r\ndata: x\r\n\r\ndata\n\nevent: empty\n\nid: 9\ndata: é🎉\n\nid: 10\ndata: cut off";

describe("server-sent events", () => {
  it("reads names, ids that last, several data lines, comments and the wish to wait", () => {
    const reader = new ServerEventReader();
    expect(reader.read(STREAM)).toEqual([
      { name: "message", data: '{"a":1}\n two', id: "7" },
      { name: "typing", data: "x", id: "7" },
      { name: "message", data: "", id: "7" },
      { name: "message", data: "é🎉", id: "9" },
    ]);
    expect(reader.retry).toBe(1000);
  });

  it("reads the same however the network cuts it", () => {
    const whole = readAll([STREAM]);
    fc.assert(
      fc.property(fc.array(fc.nat(STREAM.length), { maxLength: 30 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), STREAM.length];
        const pieces = at.slice(1).map((end, index) => STREAM.slice(at[index], end));
        expect(readAll(pieces)).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it("never throws on noise", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (pieces) => {
        readAll(pieces);
      }),
    );
  });
});
