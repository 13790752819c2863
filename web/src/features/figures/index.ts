import { lazy } from "react";

export * from "./api";
export { useCompared } from "./use-compared";
export const DayChart = lazy(() => import("./day-chart"));
