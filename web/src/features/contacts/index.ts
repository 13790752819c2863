export { ContactSheet } from "./contact-sheet";
export { ContactsPage } from "./contacts-page";
export { ImportPage } from "./import-page";
export { ImportRunPage } from "./import-run-page";
export { ownersQuery, sourcesQuery, tagsQuery } from "./api";
export { importsQuery } from "./import-api";
export { useStages } from "./stages";
export { viewsQuery } from "./views-api";
