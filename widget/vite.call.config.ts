import { defineConfig } from "vite";

/** The call, which the widget fetches when it is wanted. Built after the widget itself, into the same folder. */
export default defineConfig({
  build: {
    target: "es2022",
    cssTarget: ["chrome120", "safari17.2", "firefox121"],
    emptyOutDir: false,
    lib: { entry: "src/call/main.ts", formats: ["es"], fileName: () => "widget-call.js" },
    sourcemap: false,
    reportCompressedSize: false,
  },
});
