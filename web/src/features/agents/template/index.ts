export { ThingUpdatePage } from "./thing-update-page";
export { UpdatePage } from "./update-page";
