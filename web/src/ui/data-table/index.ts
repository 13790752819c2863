export { DataTable, type DataTableProps, RowLink } from "./data-table";
export { TableToolbar } from "./table-toolbar";
export type { TableFilter, TableView } from "./types";
