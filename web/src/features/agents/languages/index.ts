export { LanguagesTab } from "./languages-tab";
