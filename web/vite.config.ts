import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { licences } from "./worker/licences-plugin.ts";
import { serviceWorker } from "./worker/build-plugin.ts";

const source = fileURLToPath(new URL("./src", import.meta.url));
const server = process.env.CENTRALITA_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig(({ command }) => ({
  base: command === "build" ? "/static/app/" : "/",
  plugins: [react(), tailwindcss(), serviceWorker(), licences()],
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${source}/` },
      // The page's policy forbids inline styles; the original writes <style> elements.
      { find: "react-style-singleton", replacement: `${source}/ui/style-singleton.ts` },
    ],
  },
  build: {
    target: "es2022",
    sourcemap: false,
    manifest: true,
    // Data URLs would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
    rolldownOptions: {
      output: {
        // A few files that stay the same between versions, instead of many crumbs.
        codeSplitting: {
          groups: [
            { name: "base", test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(react-router|router-core|history|react-query|query-core|store|react-store)|i18next|react-i18next|clsx|use-sync-external-store|html-parse-stringify|void-elements)\// },
            // What the shell shows on every page: one file is smaller than a crumb for each.
            { name: "icons", test: /lucide-react\/dist\/esm\/icons\/(audio-lines|book-open|cloud-off|compass|lock|radio-tower|rotate-cw|triangle-alert|wrench|bot|building|building-2|building-complex|circle-alert|circle-check|circle-exclamation-point|contrast|megaphone|message-square-text|chevron-right|chevrons-up-down|house|info|layout-template|menu|messages-square|radio|scroll-text|search|settings|users|x)\.m?js/ },
            // And the small parts that every page has.
            { name: "frame", test: /src\/(api\/(client|errors|event-stream|live-events|organization|session)|app\/(i18n|preferences|query-client|theme)|features\/shell\/(kbd|menu-faces|navigation|shortcuts)|lib\/(class-names|formats|locale|search-params|storage|use-idle)|ui\/(avatar|button|card|empty-state|error-state|error-ways|kbd|page-header|pill|skeleton|spinner|time-ago|toast|tooltip|use-toast-error))\.tsx?$/ },
            { name: "more-icons", test: /lucide-react\/dist\/esm\/icons\// },
            // What nearly every page is built of.
            { name: "parts", test: /src\/(ui\/(callout|field|input|link-tabs|listbox|load-more|mark|meter)|lib\/(same-json|text-match|time-zones|use-debounced|use-media))\.tsx?$/ },
            { name: "form", test: /node_modules\/(zod|react-hook-form|@hookform)\// },
            { name: "overlay", test: /node_modules\/(@radix-ui|radix-ui|@floating-ui|react-remove-scroll|react-remove-scroll-bar|aria-hidden|use-sidecar|use-callback-ref)\/|src\/ui\/(checkbox|choice-cards|combobox|confirm-dialog|copy-field|detail-page|dialog|dropdown-menu|popover|select|switch)\.tsx/ },
            ...["es", "en", "pt"].map((language) => ({ name: `texts-${language}`, test: new RegExp(`locales/${language}/(ui|errors|shell)\\.json`) })),
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ["/api", "/_allauth", "/chat", "/live", "/sandbox"].map((path) => [path, { target: server, changeOrigin: false, ws: path === "/sandbox" }]),
    ),
  },
  test: {
    environment: "jsdom",
    setupFiles: ["./vitest.setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.mjs"],
    css: false,
    restoreMocks: true,
    // Typing as a person does takes its time on a busy machine.
    testTimeout: 30_000,
  },
}));
