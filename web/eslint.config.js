import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Rooms that a folder must not import from: ui and lib know nothing above them. */
const above = (...groups) => ["error", { patterns: groups.map((group) => ({ group: [group], message: "Imports go downwards: lib < ui < api < app < features < routes." })) }];

export default tseslint.config(
  { ignores: ["dist", "src/api/generated"] },
  js.configs.recommended,
  tseslint.configs.strict,
  a11y.flatConfigs.recommended,
  { files: ["scripts/**", "public/**", "*.js"], languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly", document: "readonly", localStorage: "readonly", matchMedia: "readonly", Buffer: "readonly" } } },
  { files: ["worker/*.js"], languageOptions: { globals: { self: "readonly", caches: "readonly", fetch: "readonly", Response: "readonly", URL: "readonly" } } },
  { files: ["public/theme.js"], languageOptions: { sourceType: "script" }, rules: { "no-var": "off" } },
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": hooks },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "max-lines": ["error", { max: 320, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "jsx-a11y/no-autofocus": "off",
      "no-restricted-syntax": [
        "error",
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "Outside text is shown with RichText, never as HTML." },
      ],
    },
  },
  { files: ["src/lib/**"], rules: { "no-restricted-imports": above("@/ui/*", "@/api/*", "@/app/*", "@/features/*", "@/routes/*") } },
  { files: ["src/ui/**"], rules: { "no-restricted-imports": above("@/app/*", "@/features/*", "@/routes/*") } },
  { files: ["src/api/**"], rules: { "no-restricted-imports": above("@/ui/*", "@/app/*", "@/features/*", "@/routes/*") } },
  { files: ["src/features/**"], rules: { "no-restricted-imports": above("@/routes/*", "@/features/*/*") } },
);
