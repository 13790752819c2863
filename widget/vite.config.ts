import { defineConfig } from "vitest/config";

export default defineConfig({
  build: {
    target: "es2022",
    // As new as what the script itself needs: nesting and :has stay as written, which is shorter.
    cssTarget: ["chrome120", "safari17.2", "firefox121"],
    lib: { entry: "src/main.ts", formats: ["iife"], name: "CentralitaWidget", fileName: () => "widget.js" },
    sourcemap: false,
    reportCompressedSize: false,
  },
  test: { include: ["test/**/*.test.ts"], environment: "node", testTimeout: 60_000 },
});
