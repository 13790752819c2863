// Types of what the control API takes and gives, from its OpenAPI document: node api-types.mjs <document>
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const folder = fileURLToPath(new URL("../src/api/generated/", import.meta.url));
// A title only says a name again, as a heading.
const document = JSON.parse(readFileSync(process.argv[2], "utf8"), (key, value) => (key === "title" && typeof value === "string" ? undefined : value));

// Only the bodies: paths are written out where they are called, and would be most of the file.
const bodies = { openapi: document.openapi, info: { title: "Centralita", version: "" }, paths: {}, components: { schemas: document.components.schemas } };
const tree = await openapiTS(bodies, { alphabetize: true, rootTypes: true, rootTypesNoSchemaPrefix: true, silent: true });
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}schema.ts`, `// Made by "make generate" from the API's own document; not to be changed by hand.\n\n${astToString(tree)}`);
