export { ExportSheet } from "./export-sheet";
export { ImportPage } from "./import-page";
export { ReportPage } from "./report-page";
export { UploadPage } from "./upload-page";
