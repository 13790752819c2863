export { UpdatePage } from "./update-page";
