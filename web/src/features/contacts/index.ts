export { ContactSheet } from "./contact-sheet";
export { ContactsPage } from "./contacts-page";
