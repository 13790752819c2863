export { ReviewList } from "./review-list";
export { ReviewPage, ShelvedPage } from "./review-page";
