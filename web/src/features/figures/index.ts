import { lazy } from "react";

export * from "./api";
export { useCompared } from "./use-compared";
export const DayChart = lazy(() => import("./day-chart"));
export const LanguageBars = lazy(() => import("./language-bars"));
