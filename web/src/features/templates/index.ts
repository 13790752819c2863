export { useGalleryAct } from "./gallery/api";
export { Findings } from "./gallery/findings";
export { InsideView } from "./gallery/inside";
export { Rating, StarRow } from "./gallery/stars";
export { TemplatesPage } from "./templates-page";
