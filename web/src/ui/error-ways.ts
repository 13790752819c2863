import type { LinkProps } from "@tanstack/react-router";

/** A page on which something can be done about an error. */
export interface Way {
  to: NonNullable<LinkProps["to"]>;
  /** The key of its words. */
  label: string;
}

const ways: [begins: string, way: Way][] = [];

/** Leads from every error whose code begins so to a page. The application says which: this room knows no pages. */
export function offerWay(begins: string, way: Way): void {
  ways.push([begins, way]);
}

export const wayFrom = (code: string): Way | undefined => ways.find(([begins]) => code.startsWith(begins))?.[1];
