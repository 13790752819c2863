export { DataTable, type DataTableProps, RowLink } from "./data-table";
export type { TableFilter, TableView } from "./types";
