import type { RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";
import type { Option } from "../listbox";

/** What a list keeps in its address. All but the order narrow it; filters are further plain names in the same object. */
export interface TableView {
  search?: string | undefined;
  sort?: string | undefined;
  [filter: string]: string | boolean | number | undefined;
}

export interface TableFilter {
  /** Its name in the address and in the API. */
  id: string;
  label: string;
  icon?: ReactNode;
  options: Option[];
  /** For lists that the server searches, too long for a menu: called with what is typed. */
  onSearch?: (text: string) => void;
}

declare module "@tanstack/react-table" {
  // The type parameters must be those of the original declaration.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface ColumnMeta<TData extends RowData, TValue> {
    /** The column's name in menus, when its header is not a plain string. */
    label?: string;
    align?: "end";
    /** Left out where the table is narrower than this. */
    from?: "sm" | "md" | "lg";
    /** The orders that the API knows for it ("name", "-name"), in the order of clicks. */
    sorts?: string[];
    className?: string;
  }
}

export const FROM = {
  sm: "hidden @lg:table-cell",
  md: "hidden @2xl:table-cell",
  lg: "hidden @4xl:table-cell",
} as const;
