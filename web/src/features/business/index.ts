export * from "./api";
export { amountText, microsFrom } from "./amounts";
export { HoursEditor } from "./hours-editor";
export { usualWeek, weekHasFault } from "./week";
