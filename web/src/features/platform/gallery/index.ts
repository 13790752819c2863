export { ReviewList } from "./review-list";
export { ReviewPage } from "./review-page";
export { ShelvedPage } from "./shelved-page";
