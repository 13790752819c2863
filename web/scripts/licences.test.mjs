import { describe, expect, it } from "vitest";
import { packageOf } from "../worker/licences-plugin.ts";

describe("whose work a module is", () => {
  it.each([
    ["/app/node_modules/elkjs/lib/elk-api.js", "/app/node_modules/elkjs/"],
    ["/app/node_modules/@xyflow/react/dist/index.js", "/app/node_modules/@xyflow/react/"],
    ["/app/node_modules/a/node_modules/b/index.js?url", "/app/node_modules/a/node_modules/b/"],
    ["/app/src/main.tsx", undefined],
  ])("%s", (module, folder) => {
    expect(packageOf(module)).toBe(folder);
  });
});
