import { lazy } from "react";

/** Fetched with the canvas when the first one is looked at. */
export const FlowDrawing = lazy(() => import("./flow-drawing"));
