export { ContactRulesPage } from "./contact-rules-page";
