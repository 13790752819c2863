export * from "./api";
export { amountText, microsFrom } from "./amounts";
export { BusinessPage } from "./business-page";
export { HoursEditor } from "./hours-editor";
export { usualWeek, weekHasFault } from "./week";
export { countryOptions } from "./regions";
